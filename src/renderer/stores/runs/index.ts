import { create } from 'zustand'
import { newCommandId, request, subscribe } from '#renderer/client/index.ts'
import { nextTask } from '#renderer/lib/yield-to-browser.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { RouteInput } from '#shared/ipc/contract.ts'
import type { AttachReport } from '#shared/model/attach-report.ts'
import type { LookAgainReport } from '#shared/model/look-again.ts'
import type { RerunInput, RerunPreview } from '#shared/model/rerun.ts'
import type { RunPreview } from '#shared/model/run-preview.ts'
import { ok, type Result } from '#shared/model/result.ts'
import type { Run } from '#shared/model/run.ts'
import { countDone, addSample, type Sample } from './speed.ts'

export { countDone, countFailed, computeSpeed, type Sample, type Speed } from './speed.ts'
export { useFailures, useFigures } from './use-polled-query.ts'

interface RunsStore {
  /** The runs that the window has seen, by id. */
  readonly runs: Readonly<Record<string, Run>>
  /** How far each active run was at some moments, for its rate and the time left. */
  readonly samples: Readonly<Record<string, readonly Sample[]>>
  /** The run that is shown in place of the source area, by connection. */
  readonly shown: Readonly<Record<string, string>>
  readonly error: AppError | null
  /** Whether the runs at work have been loaded. */
  readonly isLoaded: boolean
  /** Loads the runs that are not done, or that were resumed at the start; the newest of each connection is shown. */
  readonly load: () => Promise<void>
  readonly preview: (plan: RouteInput<'runs.preview'>) => Promise<Result<RunPreview>>
  readonly create: (plan: Omit<RouteInput<'runs.create'>, 'commandId'>) => Promise<Result<Run>>
  readonly pause: (runId: string) => Promise<Result<Run>>
  /** Resumes a run. After refusals, the refused jobs are put back in the queue, too. */
  readonly resume: (runId: string) => Promise<Result<Run>>
  readonly stop: (runId: string) => Promise<Result<Run>>
  /** Says what running these jobs again would do. */
  readonly previewRerun: (input: RerunInput) => Promise<Result<RerunPreview>>
  /** Runs jobs again as new ones, once for each command id; the first of the new runs is shown. */
  readonly rerun: (input: RerunInput, commandId: string) => Promise<Result<readonly Run[]>>
  /** Saves the jobs of a run as a sheet, where the person chooses; null when they cancelled. */
  readonly saveSheet: (
    runId: string,
    as: 'csv' | 'ndjson',
    /** With the whole list of the run that this one runs again. */
    whole?: boolean,
  ) => Promise<Result<{ readonly rows: number } | null>>
  /** Sends the jobs that were stopped before they were sent. */
  readonly sendStopped: (runId: string) => Promise<Result<Run>>
  /** Leaves all jobs of a run that may have started as they are. */
  readonly acknowledgeUnknown: (runId: string) => Promise<Result<Run>>
  /** Polls all expired jobs among these again; of a run, all that it has. */
  readonly lookAgain: (from: RerunInput['from']) => Promise<Result<LookAgainReport>>
  readonly attachUnknown: (runId: string, remoteJobIds: readonly string[]) => Promise<Result<AttachReport>>
  /** Null removes the name. */
  readonly rename: (runId: string, name: string | null) => Promise<Result<Run>>
  /** Asks for a run that this session does not know yet. */
  readonly learnById: (runId: string) => Promise<Result<Run>>
  readonly show: (run: Run) => void
  /** Shows a run, which is loaded first when the window has not seen it. */
  readonly showById: (runId: string) => Promise<Result<Run>>
  /** Shows the source area again; the run goes on. */
  readonly hide: (connectionId: string) => void
}

/** Ids in one request: a pasted export of webhooks may have more. */
const MAX_ATTACHED_IDS = 1000

/** The runs, as main reports them. */
export const useRuns = create<RunsStore>()((set, get) => {
  const learn = (answer: Result<Run>): Result<Run> => {
    if (answer.ok) set((store) => withRuns(store, [answer.data]))
    return answer
  }
  return {
    runs: {},
    samples: {},
    shown: {},
    error: null,
    isLoaded: false,
    async load() {
      const answer = await runsToShow()
      if (!answer.ok) {
        set({ error: answer.error })
        return
      }
      set((store) => ({ error: null, isLoaded: true, ...withRuns(store, answer.data) }))
      const { shown, show } = get()
      for (const run of newestFirst(answer.data).toReversed())
        if (shown[run.connectionId] === undefined) show(run)
    },
    preview: (plan) => request('runs.preview', plan),
    async create(plan) {
      const answer = learn(await request('runs.create', { ...plan, commandId: newCommandId() }))
      if (!answer.ok) return answer
      // What tells of the run elsewhere is drawn in one task, the batch in the next.
      await nextTask()
      get().show(answer.data)
      return answer
    },
    pause: async (runId) => learn(await request('runs.pause', { runId, commandId: newCommandId() })),
    resume: async (runId) => learn(await request('runs.resume', { runId, commandId: newCommandId() })),
    stop: async (runId) => learn(await request('runs.stop', { runId, commandId: newCommandId() })),
    previewRerun: (input) => request('runs.rerunPreview', input),
    async rerun(input, commandId) {
      const answer = await request('runs.rerun', { ...input, commandId })
      if (!answer.ok) return answer
      set((store) => withRuns(store, answer.data))
      for (const run of answer.data.toReversed()) get().show(run)
      return answer
    },
    saveSheet: (runId, as, whole = false) => request('runs.export', { runId, as, whole }),
    sendStopped: async (runId) =>
      learn(await request('runs.sendStopped', { runId, commandId: newCommandId() })),
    acknowledgeUnknown: async (runId) =>
      learn(await request('runs.acknowledgeUnknown', { runId, commandId: newCommandId() })),
    lookAgain: (from) => request('runs.lookAgain', { from, commandId: newCommandId() }),
    async attachUnknown(runId, remoteJobIds) {
      let attached = 0
      const unattached: AttachReport['unattached'][number][] = []
      for (let start = 0; start < remoteJobIds.length; start += MAX_ATTACHED_IDS) {
        const portion = remoteJobIds.slice(start, start + MAX_ATTACHED_IDS)
        const answer = await request('runs.attachUnknown', {
          runId,
          remoteJobIds: portion,
          commandId: newCommandId(),
        })
        if (!answer.ok) return answer
        attached += answer.data.attached
        unattached.push(...answer.data.unattached)
      }
      return ok({ attached, unattached })
    },
    rename: async (runId, name) =>
      learn(await request('runs.rename', { runId, name, commandId: newCommandId() })),
    learnById: async (runId) => learn(await request('runs.get', { runId })),
    async showById(runId) {
      const answer = await get().learnById(runId)
      if (answer.ok) get().show(answer.data)
      return answer
    },
    show: (run) => set(({ shown }) => ({ shown: { ...shown, [run.connectionId]: run.id } })),
    hide: (connectionId) =>
      set(({ shown }) => ({
        shown: Object.fromEntries(Object.entries(shown).filter(([id]) => id !== connectionId)),
      })),
  }
})

/**
 * The runs that are not done. When there is none, but jobs of last time were resumed at the start, the newest run:
 * its jobs may have ended before the window was open, and the person looks for them here.
 */
async function runsToShow(): Promise<Result<readonly Run[]>> {
  const active = await request('runs.list', { active: true, limit: 50 })
  if (!active.ok || active.data.length > 0) return active
  const info = await request('app.info', undefined)
  const resumed = info.ok ? info.data.resumed : null
  if (resumed === null || resumed.waiting + resumed.watching === 0) return active
  return request('runs.list', { active: false, limit: 1 })
}

/** The newest run that is not done, of any connection. */
export const useRunningBatch = (): Run | undefined =>
  useRuns((store) => newestFirst(Object.values(store.runs)).find((run) => run.state !== 'done'))

/** The run that is shown in place of the source area of a connection. */
export const useShownRun = (connectionId: string): Run | undefined =>
  useRuns((store) => store.runs[store.shown[connectionId] ?? ''])

/** Keeps the runs up to date with main; the returned function ends it. */
export const subscribeRuns = (): (() => void) =>
  subscribe('runs.changed', ({ runs }) => useRuns.setState((store) => withRuns(store, runs)))

/** Calls back when the person asks for a run outside of the window, such as in a notification; the returned function ends it. */
export const subscribeShowRun = (onShowRun: (runId: string) => void): (() => void) =>
  subscribe('app.showRun', ({ runId }) => onShowRun(runId))

function withRuns(store: RunsStore, changed: readonly Run[]): Pick<RunsStore, 'runs' | 'samples'> {
  const runs = { ...store.runs }
  const samples = { ...store.samples }
  const at = performance.now()
  for (const run of changed) {
    runs[run.id] = run
    // A run that is paused is not slow: the rate is measured anew after the pause.
    if (run.state === 'running')
      samples[run.id] = addSample(samples[run.id] ?? [], { at, done: countDone(run.counts) })
    else delete samples[run.id]
  }
  return { runs, samples }
}

const newestFirst = (runs: readonly Run[]): readonly Run[] =>
  runs.toSorted((a, b) => b.createdAt - a.createdAt)
