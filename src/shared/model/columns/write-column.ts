import { foldText } from '#shared/format/fold.ts'
import { parsePath } from '#shared/model/json-path/index.ts'
import { columnSchema, type JobColumn } from './column.ts'
import { KNOWN_COLUMNS, nameColumn, tagsFrom } from './known-columns.ts'

const LABEL = 'label:'
const TAG = 'tag:'
const BOUND = /^(.*?)\s*>=\s*(\d{1,3}(?:\.\d+)?)$/s

/**
 * Reads a column as it is written on the command line and in the menu of columns: `state`, `took`, `label:sku`, `tag:weapon`,
 * `labels>=60`, `$.results.*.data.sfw`. Null for what is none.
 */
export function readColumn(written: string): JobColumn | null {
  const text = written.trim()
  const folded = foldText(text)
  if (text.startsWith('$')) return parsePath(text).ok ? check({ kind: 'path', path: text }) : null
  if (folded.startsWith(LABEL)) return check({ kind: 'label', name: unquote(text.slice(LABEL.length)) })
  if (folded.startsWith(TAG))
    return check({ kind: 'fact', fact: 'tag', name: unquote(text.slice(TAG.length)) })
  const [, title, atLeast] = BOUND.exec(folded) ?? []
  if (title === undefined) return KNOWN_COLUMNS.find((column) => isCalled(column, folded)) ?? null
  const place = tagsFrom(0).findIndex((column) => isCalled(column, title))
  const column = tagsFrom(Number(atLeast))[place]
  return column === undefined ? null : check(column)
}

/** Writes a column so that `readColumn` reads it. */
export function writeColumn(column: JobColumn): string {
  if (column.kind === 'label') return LABEL + quote(column.name)
  if (column.kind === 'fact' && column.fact === 'tag') return TAG + quote(column.name)
  if (column.kind === 'path') return column.path
  const { atLeast = 0 } = column.kind === 'fact' && column.fact === 'tags' ? column : {}
  const known = column.kind === 'fact' && column.fact === 'tags' ? { ...column, atLeast: 0 } : column
  return foldText(nameColumn(known)) + (atLeast === 0 ? '' : `>=${atLeast}`)
}

/** Columns between commas; within quotes and the brackets of a path, a comma is part of the column. */
export const splitColumns = (text: string): readonly string[] =>
  splitOutside(text, /,/y)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** What stands between separators (a sticky pattern) outside of quotes and of the brackets of a path. */
export function splitOutside(text: string, separator: RegExp): readonly string[] {
  const parts: string[] = []
  let start = 0
  let depth = 0
  let quoteMark = ''
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (quoteMark !== '') {
      if (char === '\\') at += 1
      else if (char === quoteMark) quoteMark = ''
    } else if (char === '"' || (char === "'" && depth > 0)) quoteMark = char
    else if (char === '[' || char === '(') depth += 1
    else if (char === ']' || char === ')') depth = Math.max(0, depth - 1)
    else if (depth === 0) {
      separator.lastIndex = at
      const [found] = separator.exec(text) ?? []
      if (found === undefined) continue
      parts.push(text.slice(start, at))
      start = at + found.length
      at = start - 1
    }
  }
  return [...parts, text.slice(start)]
}

/** By its title, or by the name that it has in files (`duration` for *Took*, `sfw` for *Safe*). */
function isCalled(column: JobColumn, folded: string): boolean {
  if (foldText(nameColumn(column)) === folded) return true
  if (column.kind === 'field') return foldText(column.field) === folded
  return column.kind === 'fact' && foldText(column.fact === 'flag' ? column.name : column.fact) === folded
}

function check(column: unknown): JobColumn | null {
  const read = columnSchema.safeParse(column)
  return read.success ? read.data : null
}

const quote = (name: string): string =>
  /[",[\]()]|^\s|\s$/.test(name) ? `"${name.replace(/[\\"]/g, String.raw`\$&`)}"` : name

const unquote = (text: string): string =>
  /^".*"$/s.test(text) ? text.slice(1, -1).replace(/\\([\\"])/g, '$1') : text
