/** An id with only its ends, "67d2…3963"; one of twelve characters or fewer stays whole. */
export function shortenId(id: string): string {
  return id.length <= 12 ? id : `${id.slice(0, 4)}…${id.slice(-4)}`
}

/**
 * At most `most` characters (UTF-16 units), the middle left out. The end is kept longer than the beginning: file names
 * tell sources apart. No character outside the basic plane is cut in two.
 */
export function shortenMiddle(text: string, most: number): string {
  if (text.length <= most) return text
  const kept = Math.max(0, most - 1)
  const head = Math.floor(kept * 0.4)
  return `${start(text, head)}…${end(text, kept - head)}`
}

/** At most `most` characters (UTF-16 units), the end left out. */
export function shortenEnd(text: string, most: number): string {
  return text.length <= most ? text : `${start(text, Math.max(0, most - 1)).trimEnd()}…`
}

function start(text: string, length: number): string {
  return text.slice(0, isLow(text, length) ? length - 1 : length)
}

function end(text: string, length: number): string {
  const from = text.length - length
  return text.slice(isLow(text, from) ? from + 1 : from)
}

/** Is the unit at `index` the second half of a character? */
function isLow(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  const before = text.charCodeAt(index - 1)
  return unit >= 0xdc00 && unit < 0xe000 && before >= 0xd800 && before < 0xdc00
}
