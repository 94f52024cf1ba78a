import type { Credentials } from '#main/filestack/client.ts'
import type { Transport } from '#main/filestack/transport.ts'
import { systemClock } from '#main/lib/system-clock.ts'
import { createEngineServices } from '#main/jobs/create-engine-services.ts'
import { QUIET_PORTS } from '#main/jobs/testing/ports.ts'
import { createIdGenerator } from '#main/storage/ids.ts'
import { openJournal } from '#main/storage/journal/open-journal.ts'
import { journalWorkers } from '#main/storage/testing/journals.ts'
import { withFolder } from './scratch.ts'

export interface RunToEndOptions {
  readonly transport: Transport
  readonly credentials: Credentials
  readonly workflowId: string
  readonly jobs: number
  /** Requests at the same time. */
  readonly concurrency: number
  /** Called after each job, with the number of jobs that have ended. */
  readonly onEnded?: (jobs: number) => void
}

/** Runs one run over so many handles with the real engine and journal, as in the app. Resolves to the time that it took, ms. */
export async function runToEnd(options: RunToEndOptions): Promise<number> {
  const { transport, credentials, workflowId, jobs, concurrency, onEnded } = options
  return withFolder(async (folder) => {
    const journal = await openJournal({ folder, spawn: journalWorkers() })
    const { promise, resolve } = Promise.withResolvers<void>()
    let ended = 0
    const { engine } = createEngineServices({
      journal,
      transport,
      ports: {
        ...QUIET_PORTS,
        clock: systemClock,
        random: Math.random,
        newId: createIdGenerator(systemClock),
        limits: () => ({ concurrency, perSecond: null, perRun: null, perDay: null }),
        credentials: () => Promise.resolve({ ok: true, data: credentials }),
        onJob: ({ state }) => {
          if (state === 'finished') onEnded?.(++ended)
        },
        onRun: ({ state }) => {
          if (state === 'done') resolve()
        },
      },
    })
    const begun = performance.now()
    const created = await engine.createRun({
      connectionId: 'connection',
      workflowId,
      jobs: handles(jobs).map((handle) => ({ source: { kind: 'handle', handle }, sealed: null })),
    })
    if (!created.ok) throw new Error(created.error.message)
    await promise
    const elapsedMs = performance.now() - begun
    const finished = await journal.reader.count({ states: ['finished'] })
    if (finished !== jobs) throw new Error(`${finished} of ${jobs} jobs finished`)
    await engine.close(1000)
    await journal.close()
    return elapsedMs
  })
}

/** Different handles. */
export const handles = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `Handle${String(at).padStart(14, '0')}`)
