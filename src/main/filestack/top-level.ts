import { MAX_PARSED_VALUE_BYTES } from '#shared/model/bounds.ts'
import { setImmediate } from 'node:timers/promises'
import { field, isFields } from '#shared/model/results/index.ts'
import type { Flaw } from '#shared/text/unreadable-answers.ts'

/** The first level of a JSON object; a value is parsed when asked for. */
export interface TopLevel {
  /** The value of the last member of that name; undefined when there is none, it is large or it is not JSON. */
  get(name: string): unknown
  /** The whole object, when it is small and valid JSON. */
  readonly whole: Readonly<Record<string, unknown>> | null
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
/** Bytes read before other work gets its turn. */
const BYTES_PER_TURN = 2_000_000

/** A small object is parsed at once; a large one, or a body that is no JSON, is scanned. */
export async function readTopLevel(body: Uint8Array): Promise<TopLevel | Flaw> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const whole = bytes.length <= MAX_PARSED_VALUE_BYTES ? parseSlice(bytes, 0, bytes.length) : undefined
  if (isFields(whole)) return { get: (name) => field(whole, name), whole }
  const members = await findMembers(bytes)
  return typeof members === 'string'
    ? members
    : { whole: null, get: (name) => parseMember(members.get(name)) }
}

/** The value of a member; undefined when there is none, it is large or it is not JSON. */
export function parseMember(bytes: Uint8Array | undefined): unknown {
  return bytes === undefined || bytes.length > MAX_PARSED_VALUE_BYTES
    ? undefined
    : parseSlice(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, bytes.length)
}

/**
 * Finds the bytes of the members of an object's first level without building the levels below: a body of any size and depth, with
 * any numbers and repeated keys, costs one pass over its bytes. Of the levels below, only the brackets are checked.
 */
export async function findMembers(body: Uint8Array): Promise<ReadonlyMap<string, Uint8Array> | Flaw> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const members = new Map<string, Uint8Array>()
  let at = skipSpace(bytes, bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0)
  if (at === bytes.length) return 'empty'
  if (bytes[at] === 0x3c) return 'webPage'
  if (bytes[at] !== OPEN_BRACE) return 'notJson'
  at = skipSpace(bytes, at + 1)
  for (let first = true; !(first && bytes[at] === CLOSE_BRACE); first = false) {
    if (at >= bytes.length) return 'cut'
    if (bytes[at] !== QUOTE) return 'notJson'
    const nameEnd = findStringEnd(bytes, at)
    if (nameEnd < 0) return 'cut'
    const colon = skipSpace(bytes, nameEnd)
    if (colon >= bytes.length) return 'cut'
    if (bytes[colon] !== COLON) return 'notJson'
    const start = skipSpace(bytes, colon + 1)
    const end = await findValueEnd(bytes, start)
    if (end < 0) return 'cut'
    if (end === start) return 'notJson'
    members.set(String(parseSlice(bytes, at, nameEnd)), bytes.subarray(start, end))
    at = skipSpace(bytes, end)
    if (at >= bytes.length) return 'cut'
    if (bytes[at] === CLOSE_BRACE) break
    if (bytes[at] !== COMMA) return 'notJson'
    at = skipSpace(bytes, at + 1)
  }
  if (skipSpace(bytes, at + 1) < bytes.length) return 'notJson'
  return members
}

function parseSlice(bytes: Buffer, start: number, end: number): unknown {
  try {
    return JSON.parse(bytes.toString('utf8', start, end))
  } catch {
    return undefined
  }
}

function skipSpace(bytes: Buffer, from: number): number {
  let at = from
  for (;;) {
    const byte = bytes[at]
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return at
    at++
  }
}

/** The place after the closing quote of the string that opens at `open`; -1 when it never closes. */
function findStringEnd(bytes: Buffer, open: number): number {
  for (let quote = bytes.indexOf(QUOTE, open + 1); quote >= 0; quote = bytes.indexOf(QUOTE, quote + 1)) {
    let slash = quote
    while (bytes[slash - 1] === BACKSLASH) slash--
    if ((quote - slash) % 2 === 0) return quote + 1
  }
  return -1
}

/** The place after the value that begins at `start`; -1 when it never ends. */
async function findValueEnd(bytes: Buffer, start: number): Promise<number> {
  if (bytes[start] === QUOTE) return findStringEnd(bytes, start)
  let depth = 0
  let pause = start + BYTES_PER_TURN
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) {
      at = findStringEnd(bytes, at) - 1
      if (at < 0) return -1
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      if (depth === 0) return at
      if (--depth === 0) return at + 1
    } else if (byte === COMMA && depth === 0) return at
    if (at < pause) continue
    pause = at + BYTES_PER_TURN
    await setImmediate()
  }
  return -1
}
