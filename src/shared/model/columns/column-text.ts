import { COLUMN_FIELDS, LISTED_FACTS, type ColumnField, type JobColumn, type ListedFact } from './column.ts'

/** Flags that are columns by their name alone. */
const FLAGS = ['sfw', 'infected', 'phishing', 'copyright', 'detected']
const TAGS = /^tags(?:\.(?<shows>count|best))?(?:>=(?<atLeast>\d{1,3}(?:\.\d+)?))?$/i
const NAMED = /^(?<kind>label|tag|flag):(?<name>.+)$/i

/**
 * The column that a text names, as on a command line: `source`, `label:sku`, `tags>=60`, `tags.count`, `tag:weapon`, `sfw`,
 * `tasks`, `$.results.*.data`. Null where it names none.
 */
export function parseColumn(text: string): JobColumn | null {
  const word = text.trim()
  if (word.startsWith('$')) return { kind: 'path', path: word }
  const field = findWord<ColumnField>(COLUMN_FIELDS, word)
  if (field !== undefined) return { kind: 'field', field }
  const listed = findWord<ListedFact>(LISTED_FACTS, word)
  if (listed !== undefined) return { kind: 'fact', fact: listed }
  const alone = findWord(['sentiment', 'fileSize'] as const, word)
  if (alone !== undefined) return { kind: 'fact', fact: alone }
  const flag = findWord(FLAGS, word)
  if (flag !== undefined) return { kind: 'fact', fact: 'flag', name: flag }
  return parseTags(word) ?? parseNamed(word)
}

function parseTags(word: string): JobColumn | null {
  const groups = TAGS.exec(word)?.groups
  if (groups === undefined) return null
  const atLeast = Number(groups['atLeast'] ?? 0)
  const shows =
    groups['shows']?.toLowerCase() === 'count' ? 'count' : groups['shows'] === undefined ? 'joined' : 'best'
  return atLeast > 100 ? null : { kind: 'fact', fact: 'tags', shows, atLeast }
}

function parseNamed(word: string): JobColumn | null {
  const { kind = '', name: written = '' } = NAMED.exec(word)?.groups ?? {}
  const name = unquote(written.trim())
  if (name === '') return null
  switch (kind.toLowerCase()) {
    case 'label':
      return { kind: 'label', name }
    case 'tag':
      return { kind: 'fact', fact: 'tag', name }
    case 'flag':
      return { kind: 'fact', fact: 'flag', name }
    default:
      return null
  }
}

const findWord = <Word extends string>(words: readonly Word[], text: string): Word | undefined =>
  words.find((word) => word.toLowerCase() === text.toLowerCase())

const unquote = (text: string): string => /^"(.*)"$/.exec(text)?.[1] ?? text

/** The parts of a text between commas that stand in no quotes and no brackets. */
export function splitColumns(text: string): readonly string[] {
  const parts: string[] = []
  let part = ''
  let quote: string | null = null
  let depth = 0
  for (const letter of text) {
    if (quote !== null) quote = letter === quote ? null : quote
    else if (letter === '"' || (letter === "'" && depth > 0)) quote = letter
    else if (letter === '[' || letter === '(') depth += 1
    else if (letter === ']' || letter === ')') depth -= 1
    if (letter === ',' && quote === null && depth <= 0) {
      parts.push(part)
      part = ''
    } else part += letter
  }
  return [...parts, part].map((one) => one.trim()).filter((one) => one !== '')
}
