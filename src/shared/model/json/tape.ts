/** Kinds of a node, by their number on the tape. */
export const KINDS = ['object', 'array', 'string', 'number', 'true', 'false', 'null'] as const
export type JsonKind = (typeof KINDS)[number]

/** The low bits of `kinds` hold the kind, the others these marks. */
export const KIND_BITS = 0x07
/** The node is a member of an object: its `start` is on its key. */
export const HAS_KEY = 0x08
/** Its key or its text holds escapes or more than ASCII. */
export const NOT_PLAIN = 0x10

/** Where and why the reading stopped. */
export interface Break {
  /** Byte offset of what does not fit. */
  readonly offset: number
  /** Its line, from 1. */
  readonly line: number
  /** True when the bytes ended too early, as in an incomplete answer. */
  readonly ended: boolean
}

/**
 * The places of all values in a JSON text: one entry for each value, in the order of the text. Key order, repeated keys, the text
 * of numbers and depth are those of the bytes, because nothing is converted. 13 bytes an entry.
 */
export interface Tape {
  readonly bytes: Uint8Array
  /** How many entries the arrays hold; they may be longer. */
  readonly length: number
  readonly kinds: Uint8Array
  /** Offset of the key's opening quote where there is a key, else of the value. */
  readonly starts: Uint32Array
  /** Offset after the value. */
  readonly ends: Uint32Array
  /** The entry after this one and everything inside it: the next sibling, or the end of the parent. */
  readonly nexts: Uint32Array
  /** Null when all of it is JSON. Else the tape holds what was read before the break. */
  readonly broken: Break | null
}

/** No node. */
export const NONE = -1

export function readKind(tape: Tape, node: number): JsonKind {
  return KINDS[(tape.kinds[node] ?? 0) & KIND_BITS] ?? 'null'
}

export function hasKey(tape: Tape, node: number): boolean {
  return ((tape.kinds[node] ?? 0) & HAS_KEY) !== 0
}

export function isPlain(tape: Tape, node: number): boolean {
  return ((tape.kinds[node] ?? 0) & NOT_PLAIN) === 0
}

export function isContainer(tape: Tape, node: number): boolean {
  return ((tape.kinds[node] ?? 0) & KIND_BITS) < 2
}

/** The entry after a node and everything inside it. */
export function findNextAfter(tape: Tape, node: number): number {
  return tape.nexts[node] ?? tape.length
}

/** The children of a node, in the order of the text. */
export function* listChildren(tape: Tape, node: number): Generator<number> {
  const after = findNextAfter(tape, node)
  for (let child = node + 1; child < after; child = findNextAfter(tape, child)) yield child
}

/** Offset after the closing quote of the string that begins at `quote`. */
export function stringEnd(bytes: Uint8Array, quote: number): number {
  let at = quote + 1
  while (at < bytes.length && bytes[at] !== 0x22) at += bytes[at] === 0x5c ? 2 : 1
  return Math.min(at + 1, bytes.length)
}

/** Offset of the value itself, after its key. */
export function valueStart(tape: Tape, node: number): number {
  const start = tape.starts[node] ?? 0
  if (!hasKey(tape, node)) return start
  let at = stringEnd(tape.bytes, start)
  // Only white space and one colon stand between.
  while ((tape.bytes[at] ?? 0x21) <= 0x20 || tape.bytes[at] === 0x3a) at += 1
  return at
}

/** Offset after the value. */
export function valueEnd(tape: Tape, node: number): number {
  return tape.ends[node] ?? 0
}

/** The bytes of a value as they stand in the text, without its key. */
export function valueBytes(tape: Tape, node: number): Uint8Array {
  return tape.bytes.subarray(valueStart(tape, node), valueEnd(tape, node))
}
