import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { exportJobsAsFile } from '#main/export/export-jobs.ts'
import { EXPORT_FORMATS, parseFields, type ExportFormat } from '#shared/model/export/index.ts'
import { createOutcome, type Bench, type Metrics } from './lib/bench.ts'
import { LABELS_PER_JOB, withResults } from './lib/made-results.ts'
import { withFolder } from './lib/scratch.ts'

const JOBS = 100_000
const MEGABYTE = 1_000_000
/** Between two looks at the memory, ms. */
const LOOK_MS = 10
const FIELDS = [
  '$.results.caption.data.caption',
  '$.results.tags.data.tags.auto.everywhere',
  '$.results.tags.data.tags.auto["label 3"]',
  '$.status',
  '$.ttl',
].join()
const WORKER = new URL('../src/main/export/export.worker.ts', import.meta.url)

export const bench: Bench = {
  what: `100,000 jobs with ${LABELS_PER_JOB} labels each, five paths into their results, to a file of each format, by the thread that the app starts. Time until the file has its name; memory is that of the process over what it had before.`,
  run: () =>
    withResults(JOBS, (folder) =>
      withFolder(async (into) => {
        const metrics: Record<string, number> = { jobs: JOBS }
        for (const format of EXPORT_FORMATS) Object.assign(metrics, await measure(folder, into, format))
        return createOutcome(metrics, { csvSeconds: { most: 1.5 }, csvMb: { most: 100 } })
      }),
    ),
}

async function measure(folder: string, into: string, format: ExportFormat): Promise<Metrics> {
  const fields = parseFields(FIELDS)
  if (!fields.ok) throw new Error(fields.error)
  const path = join(into, `out.${format}`)
  const before = process.memoryUsage.rss()
  let most = before
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, LOOK_MS)
  const begun = performance.now()
  const written = await exportJobsAsFile({
    spawn: (workerData) => new Worker(WORKER, { workerData }),
    task: {
      folder,
      from: { kind: 'filter', filter: {} },
      most: Infinity,
      spec: { format, fields: fields.data, separator: ', ' },
      names: { workflows: {}, connections: {} },
      secrets: [],
    },
    path,
    redact: (text) => text,
    onRows: () => undefined,
    signal: new AbortController().signal,
  })
  const seconds = (performance.now() - begun) / 1000
  clearInterval(look)
  if (!written.ok) throw new Error(written.error.message)
  if (written.data.rows !== JOBS) throw new Error(`${written.data.rows} rows`)
  return {
    [`${format}Seconds`]: seconds,
    [`${format}Mb`]: (most - before) / MEGABYTE,
    [`${format}FileMb`]: statSync(path).size / MEGABYTE,
  }
}
