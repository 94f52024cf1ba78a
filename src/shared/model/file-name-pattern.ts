/** What a pattern for names of saved files can name, beside `label.<name>` of the job's list. */
const PATTERN_FIELDS = ['task', 'source', 'name', 'number', 'job', 'ext'] as const
type PatternField = (typeof PATTERN_FIELDS)[number]

export const DEFAULT_FILE_NAME_PATTERN = '{source}-{task}.{ext}'
export const MAX_PATTERN_LENGTH = 200

/** A piece of a pattern: text as it stands, a field of the file or its job, or a label of its list. */
type PatternPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly field: PatternField }
  | { readonly kind: 'label'; readonly label: string }

export interface FileNamePattern {
  readonly parts: readonly PatternPart[]
}

/** What is filled in for one file. */
export type PatternValues = Readonly<Record<PatternField, string>> & {
  readonly labels: Readonly<Record<string, string>>
}

/** Reads a pattern such as `{label.sku}-{task}.{ext}`. Where it is none: the braces that are not understood, or why not. */
export function parseFileNamePattern(
  text: string,
): { readonly ok: true; readonly data: FileNamePattern } | { readonly ok: false; readonly error: string } {
  const parts: PatternPart[] = []
  for (const [piece] of text.matchAll(/\{[^{}]*\}|[^{}]+|[{}]/g)) {
    if (!piece.startsWith('{') && piece !== '}') {
      parts.push({ kind: 'text', text: piece })
      continue
    }
    const part = piece.endsWith('}') && piece.length > 1 ? toPart(piece.slice(1, -1).trim()) : null
    if (part === null) return { ok: false, error: piece }
    parts.push(part)
  }
  return parts.length === 0 ? { ok: false, error: '' } : { ok: true, data: { parts } }
}

function toPart(name: string): PatternPart | null {
  if (/^label\../.test(name)) return { kind: 'label', label: name.slice('label.'.length) }
  const field = PATTERN_FIELDS.find((known) => known === name.toLowerCase())
  return field === undefined ? null : { kind: 'field', field }
}

/** The name that a pattern gives a file. It is not yet one that a file system takes. */
export function fillFileNamePattern({ parts }: FileNamePattern, values: PatternValues): string {
  const filled = parts.map((part) => {
    if (part.kind === 'text') return part.text
    return part.kind === 'field' ? values[part.field] : readLabel(values.labels, part.label)
  })
  // A row without the label leaves no separator at the front of the name.
  return filled.join('').replace(/^[\s_-]+/, '')
}

/** Names of columns are written as they come to mind: `sku` is the column `SKU`. */
function readLabel(labels: PatternValues['labels'], wanted: string): string {
  if (Object.hasOwn(labels, wanted)) return labels[wanted] ?? ''
  const name = Object.keys(labels).find((label) => label.toLowerCase() === wanted.toLowerCase())
  return name === undefined ? '' : (labels[name] ?? '')
}
