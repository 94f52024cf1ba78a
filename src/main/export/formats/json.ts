import type { ExportRow, WriteFormat } from './format.ts'

/** One object a line. */
export const writeNdjson: WriteFormat = async function* ({ names }, pages) {
  const toText = createObjectText(names)
  for await (const rows of pages) yield rows.map((row) => `${toText(row)}\n`).join('')
}

/** One array of objects. */
export const writeJson: WriteFormat = async function* ({ names }, pages) {
  const toText = createObjectText(names)
  let isFirst = true
  yield '['
  for await (const rows of pages) {
    if (rows.length === 0) continue
    yield `${isFirst ? '\n' : ',\n'}${rows.map(toText).join(',\n')}`
    isFirst = false
  }
  yield isFirst ? ']\n' : '\n]\n'
}

/** Written by hand, since an object of JavaScript would put names that are numbers first. */
function createObjectText(names: readonly string[]): (row: ExportRow) => string {
  const keys = names.map((name) => JSON.stringify(name))
  return (row) => `{${keys.map((key, at) => `${key}:${JSON.stringify(row[at] ?? null)}`).join()}}`
}
