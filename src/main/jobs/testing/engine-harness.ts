import { createTransport, type TransportOptions } from '#main/filestack/http.ts'
import type { Transport } from '#main/filestack/transport.ts'
import { createEngineServices } from '#main/jobs/create-engine-services.ts'
import type { Engine } from '#main/jobs/engine.ts'
import type { EnginePorts } from '#main/jobs/engine-ports.ts'
import type { OutputFileStore } from '#main/jobs/output-files/output-file-downloader.ts'
import { createIncomingBodies } from '#main/storage/incoming-bodies.ts'
import { createIdGenerator } from '#main/storage/ids.ts'
import type { Journal } from '#main/storage/journal/journal.ts'
import { openJournal, type JournalOptions } from '#main/storage/journal/open-journal.ts'
import { createScratchFolder, journalWorkers } from '#main/storage/testing/journals.ts'
import { startSandbox, type Sandbox, type SandboxOptions } from '#sandbox/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { JOB_STATES, type Job, type JobState } from '#shared/model/job.ts'
import type { ConnectionLimits } from '#shared/model/connection.ts'
import type { RateStatus, Run, RunOptions } from '#shared/model/run.ts'
import { FakeClock } from '#main/lib/testing/fake-clock.ts'
import { NO_LIMITS, QUIET_PORTS } from './ports.ts'
import { createTimeDriver, type TimeDriver } from './time-driver.ts'

/** The sample workflow that takes about a second. */
export const MODERATION = '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1101'
export const CONNECTION = 'connection'

type OnFinished = (clean: () => Promise<void>) => void

export interface EngineHarnessOptions {
  readonly faults?: string
  readonly sandbox?: SandboxOptions
  readonly transport?: TransportOptions
  /** In place of the wire to the sandbox. */
  readonly service?: (clock: FakeClock) => Transport
  readonly limits?: Partial<ConnectionLimits>
  readonly ports?: Partial<EnginePorts>
  /** Where output files come from and go to. */
  readonly files?: (folder: string) => OutputFileStore
  /** Of an earlier harness: its journal, sandbox and clock are taken up. */
  readonly after?: EngineHarness
  readonly folder?: string
  readonly clock?: FakeClock
  readonly spawn?: JournalOptions['spawn']
}

export interface EngineHarness extends Omit<TimeDriver, 'watched'> {
  readonly clock: FakeClock
  readonly sandbox: Sandbox
  readonly folder: string
  readonly journal: Journal
  readonly engine: Engine
  readonly notified: {
    readonly jobs: Job[]
    readonly runs: Run[]
    readonly notices: AppError[]
    readonly rateStatuses: RateStatus[]
  }
  run(handles: readonly string[], options?: RunOptions): Promise<Run>
  /** Until the run is done. */
  done(run: Run): Promise<void>
  jobs(run?: Run): Promise<readonly Job[]>
  /** How many jobs are in each state that any is in. */
  states(run?: Run): Promise<Partial<Record<JobState, number>>>
  close(): Promise<void>
}

/** Handles as the sandbox knows them: twenty characters, all different. */
export const handles = (count: number, first = 0): readonly string[] =>
  Array.from({ length: count }, (_, index) => `Handle${String(first + index).padStart(14, '0')}`)

/** The real engine, client, journal and sandbox, on a clock that the test moves. */
export async function createEngineHarness(
  onFinished: OnFinished,
  options: EngineHarnessOptions = {},
): Promise<EngineHarness> {
  const { after, faults } = options
  const clock = options.clock ?? after?.clock ?? new FakeClock()
  const sandbox = after?.sandbox ?? (await startSandbox({ now: clock.steady, ...options.sandbox }))
  if (after === undefined) onFinished(() => sandbox.close())
  if (faults !== undefined) sandbox.setFaults(faults)
  const folder =
    options.folder ?? after?.folder ?? createScratchFolder((clean) => onFinished(async () => clean()))
  const journal = await openJournal({ folder, spawn: options.spawn ?? journalWorkers(), clock })
  const { watched, quiet, until, during } = createTimeDriver(clock)
  const transport =
    options.service?.(clock) ??
    createTransport({ openBodySink: createIncomingBodies(folder), ...options.transport })
  // A service on the clock answers when time passes: nothing waits for it meanwhile.
  const wire = options.service === undefined ? watched(transport) : transport
  const notified = {
    jobs: [] as Job[],
    runs: [] as Run[],
    notices: [] as AppError[],
    rateStatuses: [] as RateStatus[],
  }
  const files = options.files === undefined ? null : watched(options.files(folder))
  const { engine } = createEngineServices({
    journal: {
      ...journal,
      writer: watched(journal.writer),
      reader: watched(journal.reader),
    },
    transport: wire,
    ...(files === null ? {} : { download: files.download, writeOutputFile: files.write }),
    ports: {
      ...QUIET_PORTS,
      limits: () => ({ ...NO_LIMITS, ...options.limits }),
      clock,
      random: seeded(7),
      newId: createIdGenerator(clock),
      credentials: () =>
        Promise.resolve({
          ok: true,
          data: {
            apiKey: sandbox.apiKey,
            hosts: { cdn: sandbox.url, api: sandbox.url, upload: sandbox.url },
            sourceEncoding: 'percent',
            security: { kind: 'secret', appSecret: sandbox.appSecret },
          },
        }),
      onRateStatus: (status) => void notified.rateStatuses.push(status),
      onJob: (job) => void notified.jobs.push(job),
      onRun: (run) => void notified.runs.push(run),
      onNotice: (error) => void notified.notices.push(error),
      ...options.ports,
    },
  })

  let closed = false
  const close = async (): Promise<void> => {
    if (closed) return
    closed = true
    const closing = engine.close(0)
    clock.advance(0)
    await closing
    await transport.close()
    await journal.close()
  }
  onFinished(close)

  const jobs = async (run?: Run): Promise<readonly Job[]> =>
    (await journal.reader.page(run === undefined ? {} : { runId: run.id }, null, 100_000)).jobs
  return {
    clock,
    sandbox,
    folder,
    journal,
    engine,
    notified,
    quiet,
    close,
    jobs,
    until,
    during,
    done: (run) => until(() => notified.runs.some(({ id, state }) => id === run.id && state === 'done')),
    async run(sources, options) {
      const created = await engine.createRun({
        connectionId: CONNECTION,
        workflowId: MODERATION,
        jobs: sources.map((handle) => ({ source: { kind: 'handle', handle }, sealed: null })),
        ...(options === undefined ? {} : { options }),
      })
      if (!created.ok) throw new Error(created.error.message)
      return created.data
    },
    async states(run) {
      const all = await jobs(run)
      const counts: Partial<Record<JobState, number>> = {}
      for (const state of JOB_STATES) {
        const count = all.filter((job) => job.state === state).length
        if (count > 0) counts[state] = count
      }
      return counts
    },
  }
}

/** Numbers from 0 to 1, the same ones in every run of a test. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
