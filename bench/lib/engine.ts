import { Worker } from 'node:worker_threads'
import type { Credentials } from '#main/filestack/client.ts'
import { createBodyFileReader } from '#main/filestack/results/body-file-reader.ts'
import type { Transport } from '#main/filestack/transport.ts'
import { systemClock } from '#main/lib/system-clock.ts'
import { createEngineServices } from '#main/jobs/create-engine-services.ts'
import { QUIET_PORTS } from '#main/jobs/testing/ports.ts'
import { createIdGenerator } from '#main/storage/ids.ts'
import { createIncomingBodies } from '#main/storage/incoming-bodies.ts'
import { openJournal } from '#main/storage/journal/open-journal.ts'
import { at, journalWorkers } from '#main/storage/testing/journals.ts'
import type { Job } from '#shared/model/job.ts'
import { withFolder } from './scratch.ts'

export interface BenchEngineOptions {
  /** For a data folder. */
  readonly createTransport: (folder: string) => Transport
  readonly credentials: Credentials
  /** Requests at the same time. */
  readonly concurrency: number
  /** Called with every committed change of a job. */
  readonly onJob?: (job: Job) => void
  /** Called with the data folder once the journal is closed, before the folder is removed. */
  readonly onClosed?: (folder: string) => void
}

/** Runs a workflow over handles. Resolves to the time that it took, ms, and rejects when not all jobs finished. */
export type RunHandles = (workflowId: string, handles: readonly string[]) => Promise<number>

/** The real engine and journal, as in the app, in a folder of their own. `use` gets the thread of the writer, too. */
export async function withEngine<T>(
  options: BenchEngineOptions,
  use: (run: RunHandles, writer: Worker) => Promise<T>,
): Promise<T> {
  const { credentials, concurrency, onJob = () => undefined } = options
  return withFolder(async (folder) => {
    const spawned: { writers: Worker[] } = { writers: [] }
    const journal = await openJournal({ folder, spawn: journalWorkers(spawned) })
    const transport = options.createTransport(folder)
    const onDone = new Map<string, () => void>()
    const { engine } = createEngineServices({
      journal,
      transport,
      bodyFiles: { openSink: createIncomingBodies(folder), read: createBodyFileReader(spawnBodyFileWorker) },
      ports: {
        ...QUIET_PORTS,
        clock: systemClock,
        random: Math.random,
        newId: createIdGenerator(systemClock),
        limits: () => ({ concurrency, perSecond: null, perRun: null, perDay: null }),
        credentials: () => Promise.resolve({ ok: true, data: credentials }),
        onJob,
        onRun: ({ id, state }) => {
          if (state === 'done') onDone.get(id)?.()
        },
      },
    })
    const run: RunHandles = async (workflowId, runHandles) => {
      const begun = performance.now()
      const created = await engine.createRun({
        connectionId: 'connection',
        workflowId,
        jobs: runHandles.map((handle) => ({ source: { kind: 'handle', handle }, sealed: null })),
      })
      if (!created.ok) throw new Error(created.error.message)
      const runId = created.data.id
      await new Promise<void>((resolve) => onDone.set(runId, resolve))
      const elapsedMs = performance.now() - begun
      const finished = await journal.reader.count({ runId, states: ['finished'] })
      if (finished !== runHandles.length) throw new Error(`${finished} of ${runHandles.length} jobs finished`)
      return elapsedMs
    }
    try {
      return await use(run, at(spawned.writers, 0))
    } finally {
      await engine.close(1000)
      await transport.close()
      await journal.close()
      options.onClosed?.(folder)
    }
  })
}

const spawnBodyFileWorker = (): Worker =>
  new Worker(new URL(import.meta.resolve('#main/filestack/results/body-file.worker.ts')))

/** Different handles. */
export const handles = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `Handle${String(at).padStart(14, '0')}`)
