// One process of the trial of commands: takes up what the one before left, asks for its command again, then for the next one, and
// is killed. Its plan is the only argument.
import { writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { readConnection } from '#cli/workspace/environment.ts'
import { createThreads } from '#cli/workspace/threads.ts'
import { openWorkspace, type Workspace } from '#cli/workspace/workspace.ts'
import { createRedactor } from '#main/redact/redactor.ts'
import { assertNever } from '#shared/model/assert.ts'
import type { Result } from '#shared/model/result.ts'
import type { Answer, KillCommand, ProcessLine, ProcessPlan } from './kill-command.ts'
import { settle } from './settle-jobs.ts'

const MODERATION = '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1101'
const LIMITS = { concurrency: 16, rate: 250 } as const

const plan = JSON.parse(process.argv[2] ?? '') as ProcessPlan
const control = new Int32Array(new SharedArrayBuffer(8))
control[0] = -1

const workspace = await open()
const { engine, connectionId } = workspace
await engine.start('continue', connectionId)
tell({ event: 'started' })
if (plan.earlier !== null) {
  const { id, command } = plan.earlier
  tell({ event: 'again', answers: [await ask(command, id), await ask(command, id)] })
}
if (plan.next === null) {
  await settle(workspace)
  await workspace.close()
} else {
  const { id, command, afterCommits, isCommitted } = plan.next
  Atomics.store(control, 1, Number(isCommitted))
  Atomics.store(control, 0, afterCommits)
  tell({ event: 'answered', answer: await ask(command, id) })
  // It is killed at a later commit, or from outside.
  await sleep(60_000)
}

function tell(line: ProcessLine): void {
  writeSync(1, `${JSON.stringify(line)}\n`)
}

async function open(): Promise<Workspace> {
  const connection = readConnection(process.env)
  if (!connection.ok) throw new Error(connection.error)
  const quiet = (): void => undefined
  const writer = (): Worker =>
    new Worker(new URL('./killing-writer.worker.ts', import.meta.url), { workerData: control.buffer })
  const opened = await openWorkspace({
    folder: plan.folder,
    threads: { ...createThreads(import.meta.resolve('#cli/index.ts')), writer },
    env: process.env,
    redactor: createRedactor(),
    connection: connection.data,
    limits: LIMITS,
    onOpening: () => undefined,
    enginePorts: { onRun: quiet, onJob: quiet, onNotice: quiet, onRateStatus: quiet, onUploads: quiet },
  })
  if (!opened.ok) throw new Error(opened.error.message)
  return opened.data
}

async function ask(command: KillCommand, id: string): Promise<Answer> {
  const answer = await send(command, id)
  if (!answer.ok) return null
  const parts = (Array.isArray(answer.data) ? answer.data : [answer.data]) as readonly { id?: string }[]
  return JSON.stringify(parts.map((part) => part.id ?? part))
}

function send(command: KillCommand, id: string): Promise<Result<unknown>> {
  switch (command.kind) {
    case 'create':
      return engine.createRun({ connectionId, workflowId: MODERATION, jobs: toJobs(command) }, id)
    case 'pause':
      return engine.pause(command.runId, id)
    case 'resume':
      return engine.resume(command.runId, id)
    case 'stop':
      return engine.stop(command.runId, id)
    case 'sendStopped':
      return engine.sendStopped(command.runId, id)
    case 'name':
      return engine.nameRun(command.runId, `Named by ${id}`, id)
    case 'rerun': {
      const from = { kind: 'run', runId: command.runId, cause: null } as const
      return engine.rerun({ from, workflowId: null, includeUnknown: false }, id)
    }
    case 'acknowledgeAll':
      return engine.acknowledgeUnknown(command.runId, id)
    case 'lookAgainAll':
      return engine.lookAgainAll({ kind: 'run', runId: command.runId, cause: null }, id)
    case 'acknowledge':
      return engine.acknowledge(command.jobId, id)
    case 'rerunJob':
      return engine.rerunJob(command.jobId, id)
    case 'lookAgain':
      return engine.lookAgain(command.jobId, id)
    case 'unwatch':
    case 'watch':
      return engine.setWatching(command.jobId, command.kind === 'watch', id)
    case 'stopJob':
      return engine.stopJob(command.jobId, id)
    case 'requeueJob':
      return engine.requeueJob(command.jobId, id)
    case 'attach':
      return engine.attach(command.jobId, command.remoteJobId, id)
    case 'attachNew':
      return engine.attachNew(connectionId, command.remoteJobId, id)
    case 'attachAll':
      return engine.attachUnknown(command.runId, command.remoteJobIds, id)
    default:
      return assertNever(command)
  }
}

function toJobs({ jobs, first }: Extract<KillCommand, { kind: 'create' }>) {
  return Array.from({ length: jobs }, (_, index) => ({
    source: { kind: 'handle', handle: `Handle${String(first + index).padStart(14, '0')}` } as const,
    sealed: null,
  }))
}
