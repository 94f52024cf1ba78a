import { MAX_FAILURE_NESTING } from '#shared/model/bounds.ts'
import { field, isFields, type Fields } from './value.ts'

/** The names under which the service tells an error. */
const ERROR_NAMES = ['error', 'errors'] as const
/** The names of a text within an error, or beside it, that says what went wrong; the most telling first. */
const TEXT_NAMES = ['message', 'msg', 'reason', 'detail', 'details'] as const
/** Names that say something only within an error. */
const ERROR_TEXT_NAMES = [...ERROR_NAMES, ...TEXT_NAMES, 'description', 'title', 'code', 'type'] as const
/** Where a task keeps what it found: a text there is content of the file, and no reason. */
const CONTENT_NAME = 'data'
const MAX_CHARACTERS = 200

/**
 * What a failed answer says of why, in one line. An error goes before a mere message, because a task that went well may
 * have a message too; of several the one nearest to the top.
 */
export function findFailureWords(answer: unknown): string | null {
  const words =
    findNearest(answer, (fields) => findText(fields, ERROR_NAMES), true) ??
    findNearest(answer, (fields) => findText(fields, TEXT_NAMES), false)
  if (words === null) return null
  const line = words.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return line.length <= MAX_CHARACTERS ? line : `${line.slice(0, MAX_CHARACTERS - 1).toWellFormed()}…`
}

/** Looks through the fields of a value, one depth after the other. */
function findNearest(
  answer: unknown,
  read: (fields: Fields) => string | null,
  isContentRead: boolean,
): string | null {
  let level: readonly unknown[] = [answer]
  for (let depth = 0; depth <= MAX_FAILURE_NESTING && level.length > 0; depth += 1) {
    const next: unknown[] = []
    for (const value of level) {
      if (Array.isArray(value)) for (const each of value) next.push(each)
      if (!isFields(value)) continue
      const text = read(value)
      if (text !== null) return text
      for (const [name, inner] of Object.entries(value))
        if (isContentRead || name !== CONTENT_NAME) next.push(inner)
    }
    level = next
  }
  return null
}

/** The first of these fields that has a text, directly or within. */
function findText(fields: Fields, names: readonly string[]): string | null {
  for (const name of names) {
    const text = readText(field(fields, name), 0)
    if (text !== null) return text
  }
  return null
}

function readText(value: unknown, depth: number): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value
  if (depth > MAX_FAILURE_NESTING) return null
  if (isFields(value)) {
    for (const name of ERROR_TEXT_NAMES) {
      const text = readText(field(value, name), depth + 1)
      if (text !== null) return text
    }
  }
  const inner = Array.isArray(value) ? value : isFields(value) ? Object.values(value).filter(isNested) : []
  for (const each of inner) {
    const text = readText(each, depth + 1)
    if (text !== null) return text
  }
  return null
}

const isNested = (value: unknown): boolean => typeof value === 'object' && value !== null
