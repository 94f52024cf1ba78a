import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import { createEngineServices } from '#main/jobs/create-engine-services.ts'
import type { Engine } from '#main/jobs/engine.ts'
import { FakeClock } from '#main/lib/testing/fake-clock.ts'
import { QUIET_PORTS } from '#main/jobs/testing/ports.ts'
import { SimulatedService, type ServiceOptions } from '#main/jobs/testing/simulated-service.ts'
import { createIdGenerator } from '#main/storage/ids.ts'
import { createOneThreadJournal } from './one-thread-journal.ts'
import { withFolder } from './scratch.ts'

export interface Simulation {
  readonly service: SimulatedService
  /** The simulated time that has passed, ms. */
  readonly elapsed: () => number
  /** Runs workflows at the same time, each over so many sources. Resolves when all runs are done. */
  readonly run: (jobsOf: Readonly<Record<string, number>>) => Promise<void>
}

/** The real engine and client over a journal, with a simulated service on a simulated clock. */
export async function simulate<T>(
  service: Omit<ServiceOptions, 'clock'>,
  random: () => number,
  use: (simulation: Simulation) => Promise<T>,
): Promise<T> {
  return withFolder(async (folder) => {
    const clock = new FakeClock()
    const simulated = new SimulatedService({ ...service, clock })
    const journal = createOneThreadJournal(folder)
    const openRuns = new Set<string>()
    const { engine } = createEngineServices({
      journal,
      transport: simulated,
      ports: {
        ...QUIET_PORTS,
        clock,
        random,
        // Enough for all requests that are due at once: waiting for a free place would hide the poller and the rate.
        limits: () => ({ concurrency: 256, perSecond: null, perRun: null, perDay: null }),
        newId: createIdGenerator(clock),
        credentials: () => Promise.resolve({ ok: true, data: CREDENTIALS }),
        onRun: ({ id, state }) => {
          if (state === 'done') openRuns.delete(id)
        },
      },
    })
    const begun = clock.now()
    const run = async (jobsOf: Readonly<Record<string, number>>): Promise<void> => {
      for (const [workflowId, jobs] of Object.entries(jobsOf))
        openRuns.add(await create(engine, workflowId, jobs))
      while (openRuns.size > 0) {
        await yieldToEventLoop()
        await yieldToEventLoop()
        const { next } = clock
        if (next !== null) clock.advance(Math.max(0, next - clock.now()))
      }
    }
    const result = await use({ service: simulated, elapsed: () => clock.now() - begun, run })
    const closing = engine.close(0)
    clock.advance(0)
    await closing
    await journal.close()
    return result
  })
}

const CREDENTIALS = {
  apiKey: 'simulated',
  hosts: { cdn: 'https://cdn.invalid', api: 'https://api.invalid', upload: 'https://upload.invalid' },
  sourceEncoding: 'percent',
  security: { kind: 'none' },
} as const

async function create(engine: Engine, workflowId: string, jobs: number): Promise<string> {
  const sources = Array.from({ length: jobs }, (_, at) => `Handle${String(at).padStart(14, '0')}`)
  const created = await engine.createRun({
    connectionId: 'connection',
    workflowId,
    jobs: sources.map((handle) => ({ source: { kind: 'handle', handle }, sealed: null })),
  })
  if (!created.ok) throw new Error(created.error.message)
  return created.data.id
}
