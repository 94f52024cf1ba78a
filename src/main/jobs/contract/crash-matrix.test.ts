import { expect, onTestFinished, test } from 'vitest'
import type { Engine } from '#main/jobs/engine.ts'
import {
  CONNECTION,
  createEngineHarness,
  handles,
  MODERATION,
  type EngineHarness,
} from '#main/jobs/testing/engine-harness.ts'
import { createLocalFiles, toFileJob } from '#main/jobs/uploads/testing/files.ts'
import { createFailingDisk } from '#main/jobs/testing/failing-disk.ts'
import { expectInvariants, settle, untilAllDone } from '#main/jobs/testing/invariants.ts'
import { fail, type Result } from '#shared/model/result.ts'

type Command = (engine: Engine, commandId: string) => Promise<Result<unknown>>

/** Later commits than this belong to what follows the command: those of sending and polling. */
const MAX_COMMITS = 2
const COMMAND_ID = 'matrix-command'

/** For each command: brings the harness to where it makes sense, and says how it is asked for. */
const COMMANDS: Readonly<Record<string, (harness: EngineHarness) => Promise<Command>>> = {
  create: async () => (engine, id) =>
    engine.createRun(
      {
        connectionId: CONNECTION,
        workflowId: MODERATION,
        jobs: handles(2).map((handle) => ({ source: { kind: 'handle', handle }, sealed: null })),
      },
      id,
    ),
  pause: async (harness) => {
    const run = await harness.run(handles(3))
    return (engine, id) => engine.pause(run.id, id)
  },
  resume: async (harness) => {
    const run = await refused(harness, 6)
    return (engine, id) => engine.resume(run.id, id)
  },
  stop: async (harness) => {
    const run = await paused(harness)
    return (engine, id) => engine.stop(run.id, id)
  },
  sendStopped: async (harness) => {
    const run = await paused(harness)
    await harness.engine.stop(run.id)
    await harness.done(run)
    return (engine, id) => engine.sendStopped(run.id, id)
  },
  name: async (harness) => {
    const run = await paused(harness)
    return (engine, id) => engine.nameRun(run.id, 'Spring', id)
  },
  rerun: async (harness) => {
    const run = await refused(harness, 2)
    const from = { kind: 'run', runId: run.id, cause: null } as const
    return (engine, id) => engine.rerun({ from, workflowId: null, includeUnknown: false }, id)
  },
  rerunJob: async (harness) => {
    const job = await firstJob(harness, await refused(harness, 2))
    return (engine, id) => engine.rerunJob(job.id, id)
  },
  attach: async (harness) => {
    const { job, remoteJobId } = await lost(harness)
    return (engine, id) => engine.attach(job.id, remoteJobId, id)
  },
  attachNew: async (harness) => {
    const { remoteJobId } = await lost(harness)
    return (engine, id) => engine.attachNew(CONNECTION, remoteJobId, id)
  },
  attachUnknown: async (harness) => {
    const { job, remoteJobId } = await lost(harness)
    return async (engine, id) => {
      const answer = await engine.attachUnknown(job.runId, [remoteJobId], id)
      const [first] = answer.ok ? answer.data.unattached : []
      return first === undefined ? answer : fail(first.error)
    }
  },
  acknowledge: async (harness) => {
    const { job } = await lost(harness)
    return (engine, id) => engine.acknowledge(job.id, id)
  },
  acknowledgeUnknown: async (harness) => {
    const { job } = await lost(harness)
    return (engine, id) => engine.acknowledgeUnknown(job.runId, id)
  },
  stopJob: async (harness) => {
    const job = await waitingJob(harness)
    return (engine, id) => engine.stopJob(job.id, id)
  },
  requeueJob: async (harness) => {
    const job = await waitingJob(harness)
    await harness.engine.stopJob(job.id)
    return (engine, id) => engine.requeueJob(job.id, id)
  },
  unwatch: async (harness) => {
    const job = await startedJob(harness)
    return (engine, id) => engine.setWatching(job.id, false, id)
  },
  watch: async (harness) => {
    const job = await startedJob(harness)
    await harness.engine.setWatching(job.id, false)
    return (engine, id) => engine.setWatching(job.id, true, id)
  },
  hold: async (harness) => {
    const job = await fileJob(harness)
    return (engine, id) => engine.setUploadHeld(job.id, true, id)
  },
  release: async (harness) => {
    const job = await fileJob(harness)
    await harness.engine.setUploadHeld(job.id, true)
    return (engine, id) => engine.setUploadHeld(job.id, false, id)
  },
  lookAgain: async (harness) => {
    const job = await expiredJob(harness)
    return (engine, id) => engine.lookAgain(job.id, id)
  },
  lookAgainAll: async (harness) => {
    const job = await expiredJob(harness)
    const from = { kind: 'run', runId: job.runId, cause: null } as const
    return (engine, id) => engine.lookAgainAll(from, id)
  },
  tag: async (harness) => {
    const job = await startedJob(harness)
    return (engine, id) => engine.tagJobs(toSelection(job.id), { add: ['urgent'], remove: [] }, id)
  },
  note: async (harness) => {
    const job = await startedJob(harness)
    return (engine, id) => engine.noteJobs(toSelection(job.id), 'ask Anna', id)
  },
  delete: async (harness) => {
    const run = await harness.run(handles(2))
    await harness.done(run)
    const job = await firstJob(harness, run)
    return (engine, id) => engine.deleteJobs(toSelection(job.id), id)
  },
  deleteStarted: async (harness) => {
    const job = await startedJob(harness)
    return (engine, id) => engine.deleteJobs(toSelection(job.id), id)
  },
  restore: async (harness) => {
    const run = await harness.run(handles(2))
    await harness.done(run)
    const job = await firstJob(harness, run)
    await harness.engine.deleteJobs(toSelection(job.id), 'earlier-deletion')
    return (engine, id) => engine.restoreJobs('earlier-deletion', id)
  },
}

const toSelection = (jobId: string) => ({ from: { kind: 'jobs', jobIds: [jobId] } }) as const

async function startedJob(harness: EngineHarness) {
  const run = await harness.run(handles(1))
  await harness.until(async () => (await harness.states(run)).started === 1)
  return firstJob(harness, run)
}

/** A local file whose upload is under way. */
async function fileJob(harness: EngineHarness) {
  const { file } = createLocalFiles(onTestFinished)
  const jobs = [toFileJob(file('matrix.bin', 1000))]
  const run = await harness.engine.createRun({ connectionId: CONNECTION, workflowId: MODERATION, jobs })
  if (!run.ok) throw new Error(run.error.message)
  await harness.until(async () => (await harness.states(run.data)).uploading === 1)
  return firstJob(harness, run.data)
}

/** A job that the service says it does not know, and knows again from then on. */
async function expiredJob(harness: EngineHarness) {
  harness.sandbox.setFaults('404@status')
  const run = await harness.run(handles(1))
  await harness.done(run)
  harness.sandbox.setFaults('')
  return firstJob(harness, run)
}

async function paused(harness: EngineHarness) {
  const run = await harness.run(handles(3))
  await harness.engine.pause(run.id)
  await harness.quiet()
  return run
}

async function refused(harness: EngineHarness, jobs: number) {
  harness.sandbox.setFaults('403@run')
  const run = await harness.run(handles(jobs))
  await harness.until(async () => (await harness.states(run)).rejected === Math.min(jobs, 5))
  await harness.quiet()
  harness.sandbox.setFaults('')
  return run
}

async function lost(harness: EngineHarness) {
  harness.sandbox.setFaults('reset-after-accept@run:1')
  const run = await harness.run(handles(1))
  await harness.done(run)
  harness.sandbox.setFaults('')
  return {
    job: await firstJob(harness, run),
    remoteJobId: harness.sandbox.ledger.runs().at(-1)?.jobid ?? '',
  }
}

const firstJob = async (harness: EngineHarness, run: Parameters<EngineHarness['jobs']>[0]) =>
  must((await harness.jobs(run))[0])

const waitingJob = async (harness: EngineHarness) =>
  must((await harness.jobs(await paused(harness))).find(({ state }) => state === 'ready'))

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not there')
  return value
}

/** What an answer says that stays the same: which runs and jobs it is about, or why it was refused. */
function toIdentity(answer: Result<unknown>): unknown {
  if (!answer.ok) return answer.error.code
  const about = (Array.isArray(answer.data) ? answer.data : [answer.data]) as readonly {
    readonly id?: string
  }[]
  return about.map((one) => one.id ?? one)
}

const ask = (harness: EngineHarness, command: Command): Promise<Result<unknown>> =>
  harness.during(command(harness.engine, COMMAND_ID))

/** Kills the engine: nothing more is written, and another one takes up what is there. */
async function killAndRestart(harness: EngineHarness): Promise<EngineHarness> {
  await harness.journal.close()
  await harness.close()
  const next = await createEngineHarness(onTestFinished, { after: harness })
  await next.engine.start('continue')
  return next
}

// Would catch: a command that a kill, or a disk that is full for a while, leaves half done, does twice, or of which it answers
// something else when it is asked again; a job that no command moves any more.
test.each(
  Object.entries(COMMANDS).flatMap(([name, setUp]) => [
    ['a kill', name, setUp] as const,
    ['a full disk', name, setUp] as const,
  ]),
)(
  '%s after each commit of %s: done once or not at all, the same answer, nothing stranded',
  async (...row) => {
    const [fault, , setUp] = row
    for (let commits = 0, isHit = true; isHit && commits <= MAX_COMMITS; commits++) {
      const disk = createFailingDisk()
      const harness = await createEngineHarness(onTestFinished, {
        spawn: disk.spawn,
        limits: { concurrency: 1, perSecond: 1 },
      })
      const command = await setUp(harness)
      disk.failAfter(commits)
      const first = await ask(harness, command)
      await harness.quiet()
      isHit = disk.isFull()
      if (fault === 'a full disk') {
        disk.free()
        harness.clock.advance(5000)
      }
      const current = fault === 'a kill' ? await killAndRestart(harness) : harness
      const second = await ask(current, command)
      if (first.ok) expect(toIdentity(second)).toEqual(toIdentity(first))
      await settle(current)
      const third = await ask(current, command)
      expect(toIdentity(third)).toEqual(toIdentity(second))
      await untilAllDone(current)
      await expectInvariants(current)
      await current.close()
    }
  },
  120_000,
)
