import { readWrappedId } from '#shared/model/unwrap-id.ts'

/** A part of a value. In quotes, no character has a special meaning. */
export interface Piece {
  readonly text: string
  readonly quoted: boolean
}

/** One condition as written. Offsets into the text. */
export interface Token {
  readonly from: number
  readonly to: number
  readonly not: boolean
  /** In lower case; null for free text. */
  readonly key: string | null
  /** The JSON path that it begins with, as it is written; its value begins with the sign behind it. */
  readonly path: string | null
  /** Where its value begins. */
  readonly valueFrom: number
  readonly pieces: readonly Piece[]
  /** Its last quote is never closed. */
  readonly open: boolean
}

// Two letters at least, and no `//` behind it: neither `C:\` nor `https://` is a key.
const KEY = /^([a-z]{2,}):(?!\/\/)/i

/** `$5` and `$HOME` are words. */
const PATH_START = /^\$[.[]/

/** Splits a query at its white space; quotes hold a value together, `\"` and `\\` are what they look like within. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    if (isSpace(text.charAt(at))) at += 1
    else {
      const token = tokenAt(text, at)
      tokens.push(token)
      at = token.to
    }
  }
  return tokens
}

function tokenAt(text: string, from: number): Token {
  const next = text.charAt(from + 1)
  const not = text.startsWith('-', from) && next !== '' && !isSpace(next)
  const start = not ? from + 1 : from
  const end = findPathEnd(text, start)
  if (end !== null)
    return { from, not, key: null, path: text.slice(start, end), valueFrom: end, ...valueAt(text, end) }
  const key = KEY.exec(text.slice(start))?.[1] ?? null
  const valueFrom = key === null ? start : start + key.length + 1
  return { from, not, key: key?.toLowerCase() ?? null, path: null, valueFrom, ...valueAt(text, valueFrom) }
}

/** Where the JSON path at this place ends: before a blank or a sign that is in no bracket. Null where none begins. */
function findPathEnd(text: string, from: number): number | null {
  if (!PATH_START.test(text.slice(from, from + 2))) return null
  let depth = 0
  let quote = ''
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (quote !== '') {
      if (char === '\\') at += 1
      else if (char === quote) quote = ''
    } else if (depth === 0 && /[\s=<>]/.test(char)) return at
    else if (depth > 0 && (char === '"' || char === "'")) quote = char
    else if (char === '[' || char === '(') depth += 1
    else if (char === ']' || char === ')') depth = Math.max(0, depth - 1)
  }
  return text.length
}

function valueAt(text: string, from: number): Pick<Token, 'to' | 'pieces' | 'open'> {
  const pieces: Piece[] = []
  let at = from
  let plain = ''
  const endPlain = (): void => {
    if (plain !== '') pieces.push({ text: plain, quoted: false })
    plain = ''
  }
  while (at < text.length && !isSpace(text.charAt(at))) {
    if (text.charAt(at) !== '"') {
      plain += text.charAt(at)
      at += 1
      continue
    }
    endPlain()
    const quoted = quotedAt(text, at + 1)
    pieces.push({ text: quoted.text, quoted: true })
    at = quoted.to
    if (quoted.open) return { to: at, pieces, open: true }
  }
  endPlain()
  return { to: at, pieces, open: false }
}

function quotedAt(text: string, from: number): { text: string; to: number; open: boolean } {
  let found = ''
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (char === '"') return { text: found, to: at + 1, open: false }
    const next = text.charAt(at + 1)
    if (char === '\\' && (next === '"' || next === '\\')) {
      found += next
      at += 1
    } else found += char
  }
  return { text: found, to: text.length, open: true }
}

/** A text in quotes, if a part of it would have a special meaning without them. */
export const quoted = (text: string): string =>
  /^$|^-|^\$[.[]|^\/\/|^[a-z]{2,}:|[\s"=*,]/i.test(text) || readWrappedId(text) !== null
    ? inQuotes(text)
    : text

export const inQuotes = (text: string): string => `"${text.replace(/[\\"]/g, String.raw`\$&`)}"`

const isSpace = (char: string): boolean => /\s/.test(char)

export const joinPieces = (pieces: readonly Piece[]): string => pieces.map((piece) => piece.text).join('')

/** Splits a value at a character outside of quotes, into at most `most` parts. */
export function splitPieces(
  pieces: readonly Piece[],
  at: string,
  most = Number.POSITIVE_INFINITY,
): readonly (readonly Piece[])[] {
  const parts: Piece[][] = [[]]
  for (const piece of pieces) {
    let rest = piece.text
    while (!piece.quoted && parts.length < most && rest.includes(at)) {
      const cut = rest.indexOf(at)
      if (cut > 0) parts.at(-1)?.push({ text: rest.slice(0, cut), quoted: false })
      parts.push([])
      rest = rest.slice(cut + at.length)
    }
    if (rest !== '' || piece.quoted) parts.at(-1)?.push({ text: rest, quoted: piece.quoted })
  }
  return parts
}
