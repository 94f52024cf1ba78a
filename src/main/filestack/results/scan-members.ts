import { MAX_PARSED_VALUE_BYTES } from '#shared/model/bounds.ts'
import { assertNever } from '#shared/model/assert.ts'
import type { Flaw } from '#shared/text/unreadable-answers.ts'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const LESS_THAN = 0x3c
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]

/** A member of an object's first level. */
export interface ScannedMember {
  readonly name: string
  /** The bytes of its value; null where it is large. */
  readonly value: Buffer | null
  /** Where its value lies among the bytes that were scanned. */
  readonly start: number
  readonly end: number
}

type Place = 'start' | 'firstName' | 'name' | 'inName' | 'colon' | 'value' | 'inValue' | 'afterValue' | 'end'

/**
 * Finds the members of a JSON object's first level in bytes that come piece by piece, without building the levels below: a
 * body of any size and depth, with any numbers and repeated keys, costs one pass over its bytes and no memory. Of the levels
 * below, only the brackets are checked.
 */
export class MemberScanner {
  readonly #onMember: (member: ScannedMember) => void
  #place: Place = 'start'
  #flaw: Flaw | null = null
  /** Bytes that were scanned before the piece at hand. */
  #offset = 0
  /** Depth of the brackets within the value. */
  #depth = 0
  #isInString = false
  /** The string went on to the end of the last piece, and a backslash there escapes the next byte. */
  #isEscaped = false
  #name: string | null = null
  #start = 0
  /** The beginning of the name or value, from earlier pieces; null when it is too large. */
  #earlier: Buffer[] | null = []
  #earlierBytes = 0

  constructor(onMember: (member: ScannedMember) => void) {
    this.#onMember = onMember
  }

  /** False when the bytes are no object: the rest tells nothing. */
  push(piece: Uint8Array): boolean {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
    let at = 0
    while (at < bytes.length && this.#flaw === null) at = this.#step(bytes, at)
    const isWithin = this.#place === 'inName' || this.#place === 'inValue'
    if (isWithin) this.#keep(bytes, Math.max(0, this.#start - this.#offset), bytes.length)
    this.#offset += bytes.length
    return this.#flaw === null
  }

  /** To be called after the last piece: why the bytes are no object; null when they are one. */
  end(): Flaw | null {
    if (this.#flaw !== null || this.#place === 'end') return this.#flaw
    return this.#place === 'start' ? 'empty' : 'cut'
  }

  /** Reads on from `at`; returns the place after what was read. */
  #step(bytes: Buffer, at: number): number {
    if (this.#place === 'inName') return this.#readName(bytes, at)
    return this.#place === 'inValue' ? this.#readValue(bytes, at) : this.#readBetween(bytes, at)
  }

  /** A byte between names and values: a blank, or the one that has to come. */
  #readBetween(bytes: Buffer, at: number): number {
    const byte = bytes[at] ?? 0
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) return at + 1
    switch (this.#place) {
      case 'start':
        if (byte === BYTE_ORDER_MARK[this.#offset + at]) return at + 1
        if (byte === OPEN_BRACE) this.#place = 'firstName'
        else this.#flaw = byte === LESS_THAN ? 'webPage' : 'notJson'
        return at + 1
      case 'firstName':
      case 'name':
        if (byte === QUOTE) this.#begin('inName', at)
        else if (byte === CLOSE_BRACE && this.#place === 'firstName') this.#place = 'end'
        else this.#flaw = 'notJson'
        return at + 1
      case 'colon':
        if (byte === COLON) this.#place = 'value'
        else this.#flaw = 'notJson'
        return at + 1
      case 'value':
        if (byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET) this.#flaw = 'notJson'
        else this.#begin('inValue', at)
        return at
      case 'afterValue':
        if (byte === COMMA) this.#place = 'name'
        else if (byte === CLOSE_BRACE) this.#place = 'end'
        else this.#flaw = 'notJson'
        return at + 1
      case 'end':
      case 'inName':
      case 'inValue':
        this.#flaw = 'notJson'
        return at + 1
      default:
        return assertNever(this.#place)
    }
  }

  #begin(place: 'inName' | 'inValue', at: number): void {
    this.#place = place
    this.#start = this.#offset + at
    this.#earlier = []
    this.#earlierBytes = 0
    this.#depth = 0
    this.#isInString = place === 'inName'
    this.#isEscaped = false
  }

  #readName(bytes: Buffer, at: number): number {
    const end = this.#findStringEnd(bytes, at)
    if (end < 0) return bytes.length
    const name = parseBytes(this.#take(bytes, end))
    this.#name = typeof name === 'string' ? name : null
    this.#place = 'colon'
    return end
  }

  #readValue(bytes: Buffer, from: number): number {
    for (let at = from; at < bytes.length; at++) {
      if (this.#isInString) {
        const end = this.#findStringEnd(bytes, at)
        if (end < 0) return bytes.length
        if (this.#depth === 0) return this.#endValue(bytes, end)
        at = end - 1
        continue
      }
      const byte = bytes[at]
      if (byte === QUOTE) {
        // A quote that comes right after a number or word ends it: what comes next is wrong there.
        if (this.#depth === 0 && this.#offset + at > this.#start) return this.#endValue(bytes, at)
        this.#isInString = true
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.#depth++
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        if (this.#depth === 0) return this.#endValue(bytes, at)
        if (--this.#depth === 0) return this.#endValue(bytes, at + 1)
      } else if (byte === COMMA && this.#depth === 0) return this.#endValue(bytes, at)
    }
    return bytes.length
  }

  #endValue(bytes: Buffer, end: number): number {
    this.#place = 'afterValue'
    const value = this.#take(bytes, end)
    if (this.#name !== null)
      this.#onMember({ name: this.#name, value, start: this.#start, end: this.#offset + end })
    return end
  }

  /** The place after the closing quote of the string that `at` is in; -1 when it goes on beyond the piece. */
  #findStringEnd(bytes: Buffer, at: number): number {
    let from = at
    if (this.#isEscaped) {
      this.#isEscaped = false
      from += 1
    }
    for (let quote = bytes.indexOf(QUOTE, from); quote >= 0; quote = bytes.indexOf(QUOTE, quote + 1)) {
      if (countBackslashes(bytes, from, quote) % 2 === 1) continue
      this.#isInString = false
      return quote + 1
    }
    this.#isEscaped = countBackslashes(bytes, from, bytes.length) % 2 === 1
    return -1
  }

  /** The whole name or value, which ends at `end`; null when it is too large. */
  #take(bytes: Buffer, end: number): Buffer | null {
    this.#keep(bytes, Math.max(0, this.#start - this.#offset), end)
    return this.#earlier === null ? null : Buffer.concat(this.#earlier)
  }

  #keep(bytes: Buffer, from: number, to: number): void {
    this.#earlierBytes += to - from
    if (this.#earlierBytes > MAX_PARSED_VALUE_BYTES) this.#earlier = null
    // A copy, since the memory of a piece is used for the next one.
    else this.#earlier?.push(Buffer.from(bytes.subarray(from, to)))
  }
}

/** The value of JSON bytes; undefined where there are none or they are not JSON. */
export function parseBytes(bytes: Buffer | null): unknown {
  if (bytes === null) return undefined
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

/** Backslashes directly before `end`, not before `from`. */
function countBackslashes(bytes: Buffer, from: number, end: number): number {
  let at = end
  while (at > from && bytes[at - 1] === BACKSLASH) at--
  return end - at
}
