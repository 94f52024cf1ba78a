import { stringText } from './string-text.ts'
import { findNextAfter, listChildren, hasKey, isPlain, readKind, NONE, stringEnd, type Tape } from './tape.ts'

/** The key of a member, decoded; null for what has none (array items, the root). */
export function readKey(tape: Tape, node: number): string | null {
  if (!hasKey(tape, node)) return null
  const start = tape.starts[node] ?? 0
  return stringText(tape.bytes, start + 1, stringEnd(tape.bytes, start) - 1)
}

/** The nodes from the root down to and including `node`. */
export function findLineage(tape: Tape, node: number): number[] {
  const lineage: number[] = []
  let at = 0
  while (at !== node) {
    lineage.push(at)
    let child = at + 1
    while (child !== node && findNextAfter(tape, child) <= node) child = findNextAfter(tape, child)
    at = child
  }
  return [...lineage, node]
}

/** Place of a node among the children of `parent`, from 0. */
export function findPosition(tape: Tape, parent: number, node: number): number {
  let place = 0
  for (let child = parent + 1; child < node; child = findNextAfter(tape, child)) place += 1
  return place
}

/** Members of `parent` with this key, in the order of the text. JSON allows more than one. */
export function membersNamed(tape: Tape, parent: number, key: string): number[] {
  const found: number[] = []
  if (readKind(tape, parent) !== 'object') return found
  for (const child of listChildren(tape, parent)) if (isNamed(tape, child, key)) found.push(child)
  return found
}

/** Whether a member has this key. */
export function isNamed(tape: Tape, node: number, key: string): boolean {
  if (!isPlain(tape, node)) return readKey(tape, node) === key
  const start = tape.starts[node] ?? 0
  const from = start + 1
  if (stringEnd(tape.bytes, start) !== from + key.length + 1) return false
  for (let at = 0; at < key.length; at += 1) {
    if (tape.bytes[from + at] !== key.charCodeAt(at)) return false
  }
  return true
}

/** The item of an array at this place, or `NONE`. */
export function itemAt(tape: Tape, parent: number, place: number): number {
  let left = place
  for (const child of listChildren(tape, parent)) if (left-- === 0) return child
  return NONE
}
