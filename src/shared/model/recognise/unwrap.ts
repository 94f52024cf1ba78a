import { withoutTrailing } from '#shared/model/trailing.ts'

const PAIRS: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”',
  '„': '“',
  '‘': '’',
  '«': '»',
  '<': '>',
  '(': ')',
  '[': ']',
  '{': '}',
}
const BULLET = /^(?:[-*+•◦‣·–—>]|\d{1,6}[.)]|\[[ xX]?\])\s+/
const MARKDOWN = /^!?\[[^\]]*\]\(\s*<?([^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?:\s+"[^"]*")?\s*\)$/
const ESCAPED = /^[a-z0-9]{3,5}:\\\/\\\//i
const URN = /^urn:uuid:/i
const COMMAND = /^(?:curl|wget|GET)\s/
const URLS = /https?:\/\/[^\s"'<>]+/gi
/** A dot at the end of a sentence, after a URL or a word. */
const SENTENCE = /^(?:https?:\/\/\S+|[A-Za-z0-9_-]+)\.$/i

/** The item itself: quotes, brackets, a trailing comma, markdown around a URL, `urn:uuid:` taken off. */
export function unwrap(item: string): string {
  let text = item.trim()
  for (let round = 0; round < 6; round++) {
    const inner = unwrapOnce(text)
    if (inner === text) break
    text = inner
  }
  return text
}

/** A line without its bullet or number. */
export function withoutBullets(line: string): string {
  let text = line.trim()
  for (let round = 0; round < 3; round++) {
    const bullet = BULLET.exec(text)
    if (bullet === null) break
    text = text.slice(bullet[0].length)
  }
  return text
}

function unwrapOnce(text: string): string {
  const plain = withoutTrailing(text, ',; \t')
  const close = PAIRS[plain.charAt(0)]
  if (close !== undefined) {
    const link = MARKDOWN.exec(plain)?.[1]
    if (link !== undefined) return link
    const inner = plain.slice(1, -1)
    if (plain.length > 1 && plain.endsWith(close) && isWhole(inner, plain)) return jsonSlashes(inner.trim())
  }
  if (plain.startsWith('![')) return MARKDOWN.exec(plain)?.[1] ?? plain
  if (plain.endsWith('.') && /[^./]\.$/.test(plain) && SENTENCE.test(plain)) return plain.slice(0, -1)
  if (plain.endsWith(')') && !plain.includes('(')) return plain.slice(0, -1)
  if (plain.includes('\\/') && ESCAPED.test(plain)) return jsonSlashes(plain)
  if (COMMAND.test(plain)) return onlyUrl(plain) ?? plain
  const bare = URN.test(plain) ? plain.slice('urn:uuid:'.length) : plain
  return bare.includes('&amp;') ? bare.replaceAll('&amp;', '&') : bare
}

/** May the braces or quotes around a text be taken off? Braces only from an id, not from an object; quotes only where none ends inside. */
function isWhole(inner: string, plain: string): boolean {
  return plain.startsWith('{') ? /^[\w-]+$/.test(inner) : !inner.includes(plain.charAt(0))
}

/** JSON of some languages escapes every slash. */
function jsonSlashes(text: string): string {
  return text.includes('\\/') ? text.replaceAll('\\/', '/') : text
}

/** The URL of a command line, when there is exactly one. */
function onlyUrl(text: string): string | null {
  const urls = text.match(URLS) ?? []
  return urls.length === 1 ? (urls[0] ?? null) : null
}
