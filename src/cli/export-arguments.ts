import { extname } from 'node:path'
import { unwrapId } from '#shared/model/unwrap-id.ts'
import {
  EXPORT_FORMATS,
  parseFields,
  type ExportField,
  type ExportFormat,
} from '#shared/model/export/index.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { cliWords } from '#shared/text/cli.ts'
import { toText, type ArgumentValues } from './argument-values.ts'

const words = cliWords.export

export interface ExportCommand {
  readonly name: 'export'
  readonly query: string
  /** The name or id of a saved view that the jobs are in; null: all jobs. */
  readonly view: string | null
  /** A run, of which the whole list is exported in its order; null: what the query finds. */
  readonly run: string | null
  /** What these say goes before what the preset says; null: nothing was said. */
  readonly preset: string | null
  readonly fields: readonly ExportField[] | null
  readonly format: ExportFormat | null
  readonly separator: string | null
  /** Null: standard output. */
  readonly file: string | null
}

/** Reads the options of `export`; the error is a sentence for the person who typed them. */
export function readExport(
  values: ArgumentValues,
  positionals: readonly string[],
): Result<ExportCommand, string> {
  const [run, view] = [toText(values['run']), toText(values['view'])]
  const [columns, file] = [toText(values['columns']), toText(values['output'])]
  const query = positionals.join(' ')
  if (run !== null && (view !== null || query.trim() !== '')) return fail(words.runOrQuery)
  const fields = columns === null ? ok(null) : parseFields(columns)
  if (!fields.ok) return fail(words.badColumn(fields.error))
  const format = readFormat(toText(values['format']), file)
  if (!format.ok) return format
  const separator = toText(values['separator'])
  if (separator !== null && (separator === '' || separator.length > 10)) return fail(words.badSeparator)
  return ok({
    name: 'export',
    query,
    view,
    run: run === null ? null : unwrapId(run),
    preset: toText(values['preset']),
    fields: fields.data,
    format: format.data,
    separator,
    file,
  })
}

/** As it was said, else by the ending of the file. */
function readFormat(said: string | null, file: string | null): Result<ExportFormat | null, string> {
  const find = (text: string) => EXPORT_FORMATS.find((format) => format === text.toLowerCase())
  if (said !== null) {
    const format = find(said)
    return format === undefined ? fail(words.badFormat(said)) : ok(format)
  }
  return ok(file === null ? null : (find(extname(file).slice(1)) ?? null))
}
