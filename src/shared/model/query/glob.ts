import { foldText } from '#shared/format/fold.ts'
import type { Glob } from './query.ts'
import { quoted } from './tokens.ts'

/** The glob of texts with a `*` between each two, which means any text; of one text, the text itself. */
export function toGlob(parts: readonly string[]): Glob {
  const [only = '', ...rest] = parts
  return rest.length === 0
    ? { text: only, glob: false }
    : { text: parts.map((part) => part.replace(/[\\*]/g, String.raw`\$&`)).join('*'), glob: true }
}

const PART = /\*((?:\\[\\*]|[^*])*)/g

/** The literal texts between the `*` of a glob. */
export function splitGlob({ text, glob }: Glob): readonly string[] {
  if (!glob) return [text]
  return Array.from(`*${text}`.matchAll(PART), ([, part = '']) => part.replace(/\\([\\*])/g, '$1'))
}

/** A literal `*` is written in quotes; one that means any text is not. */
export function formatGlob(glob: Glob, write: (text: string) => string = quoted): string {
  const parts = splitGlob(glob)
  return parts.map((part) => (part === '' && glob.glob ? '' : write(part))).join('*')
}

/** Is the whole text what the glob says, without regard to case and to how accents are written? */
export const isLike = (text: string, glob: Glob): boolean =>
  isLikeParts(foldText(text), splitGlob(glob).map(foldText))

// Each part is taken where it is first found: no backtracking, whatever the pattern.
function isLikeParts(text: string, parts: readonly string[]): boolean {
  const [first = '', ...rest] = parts
  const last = rest.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}
