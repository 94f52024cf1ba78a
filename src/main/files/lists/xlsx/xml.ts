/** What a reading of XML comes upon. Names are without their prefix. */
export interface XmlListener {
  readonly open: (name: string, attributes: string) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

/** Longest tag or run of text between two tags, in characters: past it, it is no sheet. */
const LONGEST = 4 * 1024 * 1024

/**
 * Reads the XML of Office files in pieces: elements, texts, CDATA; comments and declarations are passed over. It is not
 * checked further: where it is wrong, what it says is wrong.
 */
export function createXml({ open, text, close }: XmlListener): (piece: string) => void {
  let rest = ''
  const tag = (inner: string): void => {
    if (inner.startsWith('/')) {
      close?.(localName(inner.slice(1).trim()))
      return
    }
    const isEmpty = inner.endsWith('/')
    const body = isEmpty ? inner.slice(0, -1) : inner
    const space = body.search(/\s/)
    const name = localName(space === -1 ? body : body.slice(0, space))
    open(name, space === -1 ? '' : body.slice(space))
    if (isEmpty) close?.(name)
  }
  return (piece) => {
    const all = rest + piece
    let at = 0
    for (;;) {
      const start = all.indexOf('<', at)
      if (start === -1) break
      if (start > at) text?.(unescaped(all.slice(at, start)))
      at = start
      const end = endOf(all, start)
      if (end === -1) break
      if (all.startsWith('<![CDATA[', start)) text?.(all.slice(start + 9, end - 3))
      else if (all[start + 1] !== '?' && all[start + 1] !== '!') tag(all.slice(start + 1, end - 1))
      at = end
    }
    rest = all.slice(at)
    if (rest.length > LONGEST) throw new Error('no sheet')
  }
}

const OTHER_MARKUP = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const

/** Where the markup that begins at `start` is over; -1 when its end is still to come. */
function endOf(all: string, start: number): number {
  const second = all[start + 1]
  if (second === undefined) return -1
  if (second === '!' || second === '?') {
    for (const [begins, ends] of OTHER_MARKUP) {
      if (!all.startsWith(begins, start)) continue
      const end = all.indexOf(ends, start + begins.length)
      return end === -1 ? -1 : end + ends.length
    }
  }
  // A “>” within quotes is part of a value.
  for (let end = all.indexOf('>', start); end !== -1; end = all.indexOf('>', end + 1)) {
    if (quotesIn(all, start, end) % 2 === 0) return end + 1
  }
  return -1
}

function quotesIn(all: string, from: number, to: number): number {
  let count = 0
  for (let at = all.indexOf('"', from); at !== -1 && at < to; at = all.indexOf('"', at + 1)) count += 1
  return count
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

const patterns = new Map<string, RegExp>()

/** The value of an attribute; null when it is not there. `name` is without its prefix. */
export function attribute(attributes: string, name: string): string | null {
  if (attributes === '') return null
  const pattern = patterns.get(name) ?? new RegExp(`\\s(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
  patterns.set(name, pattern)
  const value = pattern.exec(attributes)
  return value === null ? null : unescaped(value[1] ?? value[2] ?? '')
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return NAMED[name] ?? whole
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
