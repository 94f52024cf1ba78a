import { assertNever } from '#shared/model/assert.ts'
import { listChildren, readKind, type Tape } from '#shared/model/json/index.ts'
import type { PathLimits } from './budget.ts'
import { evaluatePath } from './evaluate-path.ts'
import type { JsonPath } from './path.ts'
import { findTaskMembers } from './task-members.ts'
import { readValue } from './values.ts'

/**
 * What kind of value a path found, in the order in which values of different kinds are sorted. The numbers are written into
 * files and never change. `unread`: the result is too large, or the path needs too long, so that nobody knows its values.
 */
export const PATH_VALUE_TYPES = {
  unread: 0,
  null: 1,
  boolean: 2,
  number: 3,
  text: 4,
  list: 5,
  object: 6,
} as const
type PathValueType = keyof typeof PATH_VALUE_TYPES

/** A value that a path found in a result. */
export interface PathValue {
  readonly type: PathValueType
  /** Of a number; 1 and 0 for yes and no; how many there are in a list or an object. */
  readonly number: number | null
  /** A text, or a number, yes, no or nothing as it is written; empty for a list or an object. Cut to `MAX_VALUE_LENGTH`. */
  readonly text: string
}

export interface PathValues {
  /** Each different value once, in the order of the text; at most `MAX_VALUES`. */
  readonly values: readonly PathValue[]
  /** How many values the path found. */
  readonly count: number
  /** False when there are more values than are here, or one of them is longer. */
  readonly isWhole: boolean
}

/** Characters of a value that are kept and searched. */
const MAX_VALUE_LENGTH = 500
/** Different values of a path in one result. */
const MAX_VALUES = 100
/** Values of one path in one result that are looked at. */
const LIMITS: PathLimits = { visits: 2_000_000, found: 20_000 }

export const UNREAD: PathValues = {
  values: [{ type: 'unread', number: null, text: '' }],
  count: 0,
  isWhole: false,
}

/** The values that a path finds in a result. What is no JSON from its first to its last byte has none. */
export function readPathValues(tape: Tape, path: JsonPath): PathValues {
  if (tape.broken !== null) return { values: [], count: 0, isWhole: true }
  const { nodes, stopped } = evaluatePath(tape, path, { limits: LIMITS, findMembers: findTaskMembers })
  if (nodes.length === 0 && stopped !== null) return UNREAD
  const values = new Map<string, PathValue>()
  let isWhole = stopped === null
  for (const node of nodes) {
    const { value, isCut } = readNode(tape, node)
    if (isCut) isWhole = false
    const key = `${value.type} ${value.number} ${value.text}`
    if (values.has(key)) continue
    if (values.size === MAX_VALUES) {
      isWhole = false
      break
    }
    values.set(key, value)
  }
  return { values: [...values.values()], count: nodes.length, isWhole }
}

function readNode(tape: Tape, node: number): { readonly value: PathValue; readonly isCut: boolean } {
  const value = readValue(tape, node)
  switch (value.kind) {
    case 'container': {
      const type = readKind(tape, node) === 'array' ? 'list' : 'object'
      return { value: { type, number: countChildren(tape, node), text: '' }, isCut: false }
    }
    case 'string':
      return keep('text', null, value.text)
    case 'number':
      return keep('number', Number(value.text), value.text)
    case 'true':
    case 'false':
      return keep('boolean', value.kind === 'true' ? 1 : 0, value.kind)
    case 'null':
      return keep('null', null, value.kind)
    default:
      return assertNever(value)
  }
}

const keep = (
  type: PathValueType,
  number: number | null,
  text: string,
): { readonly value: PathValue; readonly isCut: boolean } => ({
  value: { type, number, text: cut(text) },
  isCut: text.length > MAX_VALUE_LENGTH,
})

function countChildren(tape: Tape, node: number): number {
  let count = 0
  for (const _ of listChildren(tape, node)) count += 1
  return count
}

/** Never through the middle of a character. */
function cut(text: string): string {
  if (text.length <= MAX_VALUE_LENGTH) return text
  const last = text.charCodeAt(MAX_VALUE_LENGTH - 1)
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? MAX_VALUE_LENGTH - 1 : MAX_VALUE_LENGTH)
}
