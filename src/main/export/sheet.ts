import type { Job } from '#shared/model/job.ts'
import { sourceText } from '#shared/model/source.ts'
import { sheetWords } from '#shared/text/export.ts'
import { historyWords } from '#shared/text/history.ts'
import { stateWords } from '#shared/text/states.ts'
import { csvLine } from './csv.ts'
import type { SheetRow } from './sheet-rows.ts'

type Redact = (text: string) => string

/** How the rows of a list become the text of a file. */
export interface Sheet {
  readonly head: string
  readonly line: (row: SheetRow) => string
}

/** Without this mark, Excel reads a file in the old code page of the computer. */
const UTF8_MARK = '\u{feff}'

/** For a spreadsheet: labels first, in the order given; states and verdicts in words. */
export function csvSheet(labels: readonly string[], redact: Redact): Sheet {
  return {
    head: UTF8_MARK + csvLine([...labels.map(redact), ...Object.values(sheetWords)]),
    line: ({ source, labels: cells, job }) =>
      csvLine([
        ...labels.map((name) => redact(findLabel(cells, name) ?? '')),
        redact(sourceText(source)),
        job.handle ?? '',
        stateWords[job.state],
        job.remoteJobId ?? '',
        historyWords.verdicts[job.verdict],
        redact(job.summary),
        job.error === null ? '' : redact(job.error.message),
        job.startedAt === null ? '' : new Date(job.startedAt).toISOString(),
        job.durationMs === null ? '' : String(job.durationMs / 1000),
        job.tags.map(redact).join(', '),
        redact(job.note ?? ''),
      ]),
  }
}

/** For a script: one JSON object a line, states as they are named in queries; of a damaged row its bytes as base64. */
export function ndjsonSheet(labels: readonly string[], redact: Redact): Sheet {
  const maybe = (text: string | null): string | null => (text === null ? null : redact(text))
  return {
    head: '',
    line: ({ source, labels: cells, job }) =>
      `${JSON.stringify({
        labels: Object.fromEntries(
          labels.flatMap((name) => {
            const value = findLabel(cells, name)
            return value === undefined ? [] : [[redact(name), redact(value)]]
          }),
        ),
        source: redact(sourceText(source)),
        handle: job.handle,
        state: job.state,
        job: job.id,
        jobid: job.remoteJobId,
        verdict: job.verdict,
        summary: redact(job.summary),
        error: maybe(job.error?.message ?? null),
        startedAt: job.startedAt === null ? null : new Date(job.startedAt).toISOString(),
        durationMs: job.durationMs,
        tags: job.tags.map(redact),
        note: maybe(job.note),
        ...(job.damage === undefined ? {} : { damage: job.damage }),
      })}\n`,
  }
}

const findLabel = (labels: Job['labels'], name: string): string | undefined =>
  Object.hasOwn(labels, name) ? labels[name] : undefined
