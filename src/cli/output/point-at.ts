/** So much of a long text stands around the part, on either side. */
const AROUND = 40

/** Two lines: the text, and under it a `^` for each character of a part of it. Of a long text, what stands around the part. */
export function pointAt(text: string, from: number, to: number): readonly [line: string, carets: string] {
  const before = text.slice(Math.max(0, from - AROUND), from)
  const part = text.slice(from, Math.min(to, from + AROUND))
  const behind = text.slice(from + part.length, from + part.length + AROUND)
  const lead = from > AROUND ? '…' : ''
  const rest = from + part.length + AROUND < text.length ? '…' : ''
  const line = `${lead}${before}${part}${behind}${rest}`.replace(/[\p{Cc}\p{Cf}\s]/gu, ' ')
  return [line, ' '.repeat(columns(lead + before)) + '^'.repeat(Math.max(1, columns(part)))]
}

/** Characters as people count them. */
const columns = (text: string): number => [...new Intl.Segmenter('en').segment(text)].length
