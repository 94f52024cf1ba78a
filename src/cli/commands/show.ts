import { readFile } from 'node:fs/promises'
import type { Command } from '#cli/command.ts'
import { EXIT, type ExitCode } from '#cli/exit-codes.ts'
import type { ReadContext } from './read-context.ts'
import { toJobLine } from '#cli/output/job-rows.ts'
import { isIntactBody } from '#main/lib/body-file.ts'
import { BodyDamagedError, openBody } from '#main/storage/bodies.ts'
import type { JournalReader, StoredBody } from '#main/storage/journal/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { formatBytes } from '#shared/format/bytes.ts'
import { createDates } from '#shared/format/dates.ts'
import { formatDuration } from '#shared/format/duration.ts'
import type { Job } from '#shared/model/job.ts'
import { formatJson } from '#shared/model/json/index.ts'
import { sourceText } from '#shared/model/source.ts'
import { cliWords as words } from '#shared/text/cli.ts'
import { stateWords } from '#shared/text/states.ts'

/** A longer result is not laid out here. */
const MAX_SHOWN_BYTES = 2_000_000

/** One job by its id, or by the service's; `--raw` writes nothing but the bytes of its result. */
export async function show(
  { job: asked, raw }: Extract<Command, { name: 'show' }>,
  context: ReadContext,
): Promise<ExitCode> {
  const { reader, output, json } = context
  const job = reader === null ? null : await find(reader, asked)
  if (reader === null || job === null) {
    output.error(appError('job.missing'))
    return EXIT.failed
  }
  const body = await reader.body(job.id)
  if (raw) return writeRaw(body, context)
  if (json) {
    await output.json(toJobLine(job))
    return EXIT.ok
  }
  for (const line of facts(job, context)) await output.print(line)
  if (body === null) return EXIT.ok
  const { text, isIntact } = await readShown(body)
  await output.print(`\n${text}`)
  if (!isIntact) output.error(appError('job.resultDamaged'))
  return isIntact ? EXIT.ok : EXIT.failed
}

async function find(reader: JournalReader, asked: string): Promise<Job | null> {
  const own = await reader.job(asked)
  if (own !== null || asked.length < 8) return own
  const { jobs } = await reader.page({ text: asked }, null, 100)
  return jobs.find(({ remoteJobId }) => remoteJobId === asked) ?? null
}

async function writeRaw(body: StoredBody | null, { output }: ReadContext): Promise<ExitCode> {
  if (body === null) {
    output.error(appError('job.noResult'))
    return EXIT.failed
  }
  try {
    for await (const chunk of await openBody(body)) await output.bytes(chunk as Uint8Array)
  } catch (cause) {
    if (!(cause instanceof BodyDamagedError)) throw cause
    output.error(cause.error)
    return EXIT.failed
  }
  return EXIT.ok
}

async function readShown(body: StoredBody): Promise<{ readonly text: string; readonly isIntact: boolean }> {
  if (body.info.bytes > MAX_SHOWN_BYTES)
    return { text: words.show.tooLong(formatBytes(body.info.bytes)), isIntact: true }
  const bytes = body.kind === 'inline' ? body.bytes : await readFile(body.path)
  return { text: new TextDecoder().decode(formatJson(bytes)), isIntact: isIntactBody(body.info, bytes) }
}

function facts(job: Job, { names }: ReadContext): readonly string[] {
  const dates = createDates()
  const findName = (list: readonly { readonly id: string; readonly name: string }[], id: string): string => {
    const name = list.find((one) => one.id === id)?.name
    return name === undefined ? id : `${name} (${id})`
  }
  const { show: labels } = words
  const { error, durationMs } = job
  const all: readonly (readonly [string, string | null])[] = [
    [labels.job, job.id],
    [labels.run, job.runId],
    [labels.state, stateWords[job.state]],
    [labels.workflow, findName(names.workflows, job.workflowId)],
    [labels.connection, findName(names.connections, job.connectionId)],
    [labels.source, sourceText(job.source)],
    ...Object.entries(job.labels),
    [labels.handle, job.handle],
    [labels.jobid, job.remoteJobId],
    [labels.created, dates.full(job.createdAt)],
    [labels.took, durationMs === null ? null : formatDuration(durationMs)],
    [labels.retryOf, job.retryOf],
    [labels.error, error === null ? null : `${error.message} ${error.detail ?? ''}`.trim()],
    [labels.result, job.summary === '' ? null : job.summary],
  ]
  const present = all.filter((fact): fact is readonly [string, string] => fact[1] !== null)
  const width = Math.min(20, Math.max(...present.map(([name]) => name.length)))
  return present.map(([name, value]) => `${name.padEnd(width)}  ${value}`)
}
