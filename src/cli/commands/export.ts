import { resolve } from 'node:path'
import type { ExportCommand } from '#cli/export-arguments.ts'
import { EXIT, type ExitCode } from '#cli/exit-codes.ts'
import { toExportError } from '#main/export/export-failure.ts'
import type { ExportReport, ExportTask } from '#main/export/export-task.ts'
import { writeExport, writeExportTo } from '#main/export/write-export.ts'
import { writeFileInPlace } from '#main/export/write-in-place.ts'
import { foldText } from '#shared/format/fold.ts'
import { appError } from '#shared/errors/catalogue.ts'
import {
  DEFAULT_FIELDS,
  DEFAULT_SEPARATOR,
  type ExportPreset,
  type ExportSpec,
} from '#shared/model/export/index.ts'
import { asksForFacts, listPaths } from '#shared/model/query/index.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { cliWords } from '#shared/text/cli.ts'
import { chooseJobs } from './chosen-jobs.ts'
import type { ReadContext } from './read-context.ts'

const words = cliWords.export

/** Jobs as a file, or on standard output. */
export async function exportJobs(command: ExportCommand, context: ReadContext): Promise<ExitCode> {
  const { output, reader, json } = context
  const spec = chooseSpec(command, context.readPresets())
  if (!spec.ok) {
    output.say(spec.error)
    return EXIT.usage
  }
  const from = await chooseRows(command, context)
  if (!from.ok) {
    output.say(from.error)
    return EXIT.usage
  }
  if (reader === null) {
    output.say(cliWords.folder.nothing)
    return EXIT.ok
  }
  if (command.run !== null && (await reader.run(command.run)) === null) {
    output.error(appError('run.missing'))
    return EXIT.failed
  }
  const { folder, names, secrets } = context
  const written = await write(
    command.file,
    { folder, from: from.data, most: Infinity, spec: spec.data, names: toNames(names), secrets },
    context,
  )
  if (!written.ok) {
    output.error(written.error)
    return written.error.code === 'export.stopped' ? EXIT.interrupted : EXIT.failed
  }
  const { rows, unread, cut } = written.data
  if (unread > 0) output.say(words.unread(unread))
  if (cut > 0) output.say(words.cut(cut))
  if (command.file === null) return EXIT.ok
  const file = resolve(command.file)
  if (json) await output.json({ file, rows, unread, cut })
  else await output.print(words.written(file, rows))
  return EXIT.ok
}

/** The preset, where one is named, with what was said beside it. */
function chooseSpec(
  { preset: name, fields, format, separator }: ExportCommand,
  presets: readonly ExportPreset[],
): Result<ExportSpec, string> {
  const preset =
    name === null ? undefined : presets.find((one) => foldText(one.name) === foldText(name.trim()))
  if (name !== null && preset === undefined)
    return fail(
      words.noPreset(
        name,
        presets.map((one) => one.name),
      ),
    )
  return ok({
    format: format ?? preset?.spec.format ?? 'csv',
    fields: fields ?? preset?.spec.fields ?? DEFAULT_FIELDS,
    separator: separator ?? preset?.spec.separator ?? DEFAULT_SEPARATOR,
  })
}

async function chooseRows(
  command: ExportCommand,
  { readViews, names, now, readResults, reader }: ReadContext,
): Promise<Result<ExportTask['from'], string>> {
  if (command.run !== null) return ok({ kind: 'run', runId: command.run })
  const chosen = chooseJobs({ ...command, columns: null, format: null }, readViews(), names, now())
  if (!chosen.ok) return chosen
  const { filter } = chosen.data
  if (reader !== null && filter.query !== undefined && asksForFacts(filter.query))
    await readResults(listPaths(filter.query))
  return ok({ kind: 'filter', filter })
}

const toNames = ({ workflows, connections }: ReadContext['names']): ExportTask['names'] => ({
  workflows: Object.fromEntries(workflows.map(({ id, name }) => [id, name])),
  connections: Object.fromEntries(connections.map(({ id, name }) => [id, name])),
})

async function write(
  file: string | null,
  task: Omit<ExportTask, 'temporary'>,
  { output, onStop }: ReadContext,
): Promise<Result<ExportReport>> {
  const stop = new AbortController()
  onStop(() => stop.abort())
  const watching = { signal: stop.signal, onRows: () => undefined }
  const asIs = (text: string): string => text
  if (file !== null)
    return writeFileInPlace({ path: resolve(file), redact: asIs }, (temporary) =>
      writeExport({ ...task, temporary }, watching),
    )
  try {
    const report = await writeExportTo(task, watching, async (chunks) => {
      for await (const chunk of chunks)
        await output.bytes(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
    })
    return ok(report)
  } catch (cause) {
    return fail(toExportError(cause, asIs))
  }
}
