import type { QueryKey } from './query.ts'
import { cutQuery, parseQuery } from './parse.ts'
import type { When } from './times.ts'
import { tokenize } from './tokens.ts'

/** A query as a field shows it: the conditions that are understood, each as it is written, and the rest of the text. */
interface QueryParts {
  readonly conditions: readonly string[]
  /** Words, and what is not understood (yet). */
  readonly rest: string
  /** Where the cursor is in the rest. */
  readonly cursor: number
}

/**
 * Takes the conditions that are understood out of a text. What the cursor touches is being written, so it stays; null: there
 * is no cursor.
 */
export function splitQuery(text: string, when: When, cursor: number | null = null): QueryParts {
  const counted = cutQuery(text)
  const { problems } = parseQuery(counted, when)
  const conditions: string[] = []
  let rest = ''
  let at = 0
  const place = cursor ?? text.length
  let removed = 0
  for (const { from, to, key, path } of tokenize(counted)) {
    const isTouched = cursor !== null && from <= cursor && cursor <= to
    const isBroken = problems.some((problem) => problem.from < to && from < problem.to)
    if ((key === null && path === null) || isTouched || isBroken) continue
    conditions.push(text.slice(from, to))
    rest += text.slice(at, from)
    // The space behind it goes with it.
    at = to + Number(/\s/.test(text.charAt(to)))
    if (place >= to) removed += Math.min(at, place) - from
  }
  rest += text.slice(at)
  const isBlank = rest.trim() === ''
  return {
    conditions,
    rest: isBlank ? '' : rest,
    cursor: isBlank ? 0 : Math.min(place - removed, rest.length),
  }
}

/** The whole query of its parts. Conditions come first, which changes nothing: a job has to meet them all. */
export function joinQuery({ conditions, rest }: Omit<QueryParts, 'cursor'>): string {
  return [...new Set(conditions), rest].filter((part) => part !== '').join(' ')
}

/** The conditions of a key that are not turned round, each as it is written. */
export function findConditions(conditions: readonly string[], key: QueryKey): readonly string[] {
  return conditions.filter((condition) => isOfKey(condition, key))
}

/** The conditions with those of a key, unless turned round, replaced by another one; null: by none. */
export function replaceConditions(
  conditions: readonly string[],
  key: QueryKey,
  by: string | null,
): readonly string[] {
  const others = conditions.filter((condition) => !isOfKey(condition, key))
  return by === null ? others : [...others, by]
}

const isOfKey = (condition: string, key: QueryKey): boolean => {
  const [token] = tokenize(condition)
  return token?.key === key && !token.not
}

/** The key of a condition as it is shown, and its value as it is written. */
export function describeCondition(condition: string): { readonly key: string; readonly value: string } {
  const [token] = tokenize(condition)
  return token === undefined
    ? { key: '', value: condition }
    : { key: condition.slice(0, token.valueFrom), value: condition.slice(token.valueFrom) }
}
