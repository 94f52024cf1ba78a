import { analyse } from 'chardet'
import iconv from 'iconv-lite'

/** How a text file writes its characters. `bytes`: lines of bytes, UTF-8 or an encoding of eight bits and more. */
export type Encoding = 'utf-16le' | 'utf-16be' | 'bytes'

const LOOKED_BYTES = 1024

/** By the mark at the beginning, else by the zeros that UTF-16 has in every plain letter. */
export function detectEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  const looked = Math.min(head.length, LOOKED_BYTES)
  for (let at = 0; at < looked; at += 1) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const most = looked / 4
  if (odd > most && even < most / 8) return 'utf-16le'
  return even > most && odd < most / 8 ? 'utf-16be' : 'bytes'
}

/** Where nothing speaks for another one: what Windows wrote for most of the world. */
const FALLBACK = 'windows-1252'
/** Bytes that are looked at to tell an encoding; more would cost much time and tell no more. */
const DETECTED_BYTES = 16 * 1024
const MIN_CONFIDENCE = 20
/** Different letters beyond ASCII: fewer speak for no language. */
const MIN_LETTERS = 4
const FOREIGN_WORDS = /[^\s;,"]*[\u0080-\u00FF][^\s;,"]*/g
const FOREIGN_SCRIPT_SHARE = 0.6
/** Encodings of the Latin alphabet. */
const LATIN = /^(?:ISO-8859-(?:1|2|9)|windows-125[02478])$/i
/** Encodings whose letters are several bytes: these are told with certainty from a few dozen letters. */
const MULTI_BYTE = new Set(['Shift_JIS', 'EUC-JP', 'EUC-KR', 'Big5', 'GB18030'])
/** ISO encodings as people mean them: Windows writes more letters under the same name. */
const WINDOWS_NAMES: Readonly<Record<string, string>> = {
  'ISO-8859-1': 'windows-1252',
  'ISO-8859-2': 'windows-1250',
  'ISO-8859-5': 'windows-1251',
  'ISO-8859-6': 'windows-1256',
  'ISO-8859-7': 'windows-1253',
  'ISO-8859-8': 'windows-1255',
  'ISO-8859-9': 'windows-1254',
}

/**
 * Whole lines as text. UTF-8 line by line where they are; the others in the encoding that their bytes speak for. A text
 * most of whose lines are no UTF-8 is of that other encoding altogether: a line of it may be UTF-8 by accident.
 */
export function createLineDecoder(): (lines: Buffer) => string {
  let other: { readonly encoding: string; readonly isWhole: boolean } | null = null
  return (lines) => {
    if (other?.isWhole === true) return iconv.decode(lines, other.encoding, { stripBOM: false })
    const whole = asUtf8(lines)
    if (whole !== null) return whole
    other ??= detected(lines)
    if (other.isWhole) return iconv.decode(lines, other.encoding, { stripBOM: false })
    const { encoding } = other
    return linesIn(lines)
      .map((line) => asUtf8(line) ?? iconv.decode(line, encoding, { stripBOM: false }))
      .join('')
  }
}

/**
 * A text that is of one encoding altogether, as JSON is, some bytes at a time. Its beginning says which.
 */
export function createTextDecoder(head: Uint8Array): (chunk: Uint8Array, isLast: boolean) => string {
  const encoding = detectEncoding(head)
  if (encoding !== 'bytes' || isUtf8Beginning(head)) {
    const decoder = new TextDecoder(encoding === 'bytes' ? 'utf-8' : encoding)
    return (chunk, isLast) => decoder.decode(chunk, { stream: !isLast })
  }
  const decoder = iconv.getDecoder(detected(Buffer.from(head)).encoding)
  return (chunk, isLast) => decoder.write(Buffer.from(chunk)) + (isLast ? (decoder.end() ?? '') : '')
}

function isUtf8Beginning(head: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return true
  } catch {
    return false
  }
}

/** What lines are written in that are no UTF-8. */
function detected(bytes: Buffer): { readonly encoding: string; readonly isWhole: boolean } {
  const foreign: Buffer[] = []
  let utf8Lines = 0
  let length = 0
  for (const line of linesIn(bytes)) {
    if (isAscii(line)) continue
    if (asUtf8(line) !== null) {
      utf8Lines += 1
      continue
    }
    foreign.push(line)
    length += line.length
    if (length > DETECTED_BYTES) break
  }
  return { encoding: likelyEncoding(Buffer.concat(foreign)), isWhole: utf8Lines <= foreign.length / 4 }
}

function likelyEncoding(bytes: Buffer): string {
  // Links and codes in plain letters would speak for the languages that use no others.
  const words = bytes.toString('latin1').match(FOREIGN_WORDS) ?? []
  const telling = Buffer.from(words.join(' '), 'latin1')
  if (new Set(telling.filter((byte) => byte >= 0x80)).size < MIN_LETTERS) return FALLBACK
  // Words of Cyrillic or Greek have hardly a plain letter, those of the West hardly a foreign one.
  const foreign = telling.filter((byte) => byte >= 0x80).length
  const isForeignScript = foreign > telling.length * FOREIGN_SCRIPT_SHARE
  for (const { name, confidence } of analyse(telling)) {
    const isLatin = LATIN.test(name)
    if (isLatin === isForeignScript) continue
    if ((isLatin && confidence < MIN_CONFIDENCE) || name.startsWith('UTF-') || name.startsWith('ISO-2022'))
      continue
    if (!iconv.encodingExists(name)) continue
    if (MULTI_BYTE.has(name) && !isWellFormed(telling, name)) continue
    return WINDOWS_NAMES[name] ?? name
  }
  return FALLBACK
}

/** No byte of it is out of place. */
const isWellFormed = (bytes: Buffer, encoding: string): boolean =>
  !iconv.decode(bytes, encoding).includes('\uFFFD')

function linesIn(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = []
  for (let from = 0; from < bytes.length;) {
    const newline = bytes.indexOf(0x0a, from)
    const to = newline === -1 ? bytes.length : newline + 1
    lines.push(bytes.subarray(from, to))
    from = to
  }
  return lines
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function asUtf8(bytes: Buffer): string | null {
  try {
    return utf8.decode(bytes)
  } catch {
    return null
  }
}

const isAscii = (bytes: Buffer): boolean => bytes.every((byte) => byte < 0x80)
