import { assertNever } from '#shared/model/assert.ts'
import {
  findNextAfter,
  readKey,
  readKind,
  stringText,
  valueBytes,
  type Tape,
} from '#shared/model/json/index.ts'
import type { Budget } from './budget.ts'
import { compareDecimals } from './decimals.ts'
import type { Literal } from './path.ts'

/** A value as filters compare it. */
export type Value = Literal | { readonly kind: 'container'; readonly node: number }

export function readValue(tape: Tape, node: number): Value {
  const kind = readKind(tape, node)
  switch (kind) {
    case 'object':
    case 'array':
      return { kind: 'container', node }
    case 'string': {
      const bytes = valueBytes(tape, node)
      return { kind, text: stringText(bytes, 1, bytes.length - 1) }
    }
    case 'number':
      return { kind, text: String.fromCharCode(...valueBytes(tape, node).subarray(0, MAX_DIGITS)) }
    case 'true':
    case 'false':
    case 'null':
      return { kind }
    default:
      return assertNever(kind)
  }
}

/** Of a number that is written longer, these digits count. */
const MAX_DIGITS = 10_000

/** Null is no value: two of them are equal. */
export function areEqual(tape: Tape, a: Value | null, b: Value | null, budget: Budget): boolean {
  if (a === null || b === null) return a === b
  if (a.kind === 'container') return b.kind === 'container' && areSame(tape, a.node, b.node, budget)
  if (a.kind === 'string') return b.kind === 'string' && a.text === b.text
  if (a.kind === 'number') return b.kind === 'number' && compareDecimals(a.text, b.text) === 0
  return a.kind === b.kind
}

/** Only numbers and texts have an order; texts by their code points. */
export function isLess(a: Value | null, b: Value | null): boolean {
  if (a?.kind === 'number' && b?.kind === 'number') return compareDecimals(a.text, b.text) < 0
  return a?.kind === 'string' && b?.kind === 'string' && compareTexts(a.text, b.text) < 0
}

function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at += 1) {
    const one = a.charCodeAt(at)
    const other = b.charCodeAt(at)
    if (one !== other) return toOrder(one) - toOrder(other)
  }
  return a.length - b.length
}

/** Surrogates stand for code points beyond all others. */
const toOrder = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x1_0000 : unit)

/** Whether two containers hold the same: members in any order, of a repeated key the last one. */
function areSame(tape: Tape, one: number, other: number, budget: Budget): boolean {
  const pairs: (readonly [number, number])[] = [[one, other]]
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    budget.visit()
    const [a, b] = pair
    if (a === b) continue
    const left = readValue(tape, a)
    const right = readValue(tape, b)
    if (left.kind !== 'container' || right.kind !== 'container') {
      if (!areEqual(tape, left, right, budget)) return false
    } else if (!pairChildren(tape, a, b, budget, pairs)) return false
  }
  return true
}

/** Adds what has to be the same inside; false when the containers differ already. */
function pairChildren(
  tape: Tape,
  a: number,
  b: number,
  budget: Budget,
  pairs: (readonly [number, number])[],
): boolean {
  const kind = readKind(tape, a)
  if (kind !== readKind(tape, b)) return false
  const left = toMembers(tape, a, budget)
  const right = toMembers(tape, b, budget)
  if (left.size !== right.size) return false
  for (const [key, node] of left) {
    const match = right.get(key)
    if (match === undefined) return false
    pairs.push([node, match])
  }
  return true
}

/** By their key, or by their place in an array. */
function toMembers(tape: Tape, node: number, budget: Budget): ReadonlyMap<string | number, number> {
  const members = new Map<string | number, number>()
  const end = findNextAfter(tape, node)
  for (let child = node + 1, place = 0; child < end; child = findNextAfter(tape, child), place += 1) {
    budget.visit()
    members.set(readKey(tape, child) ?? place, child)
  }
  return members
}
