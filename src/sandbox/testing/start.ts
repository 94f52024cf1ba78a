import { onTestFinished } from 'vitest'
import { startSandbox, type Sandbox, type SandboxOptions } from '#sandbox/index.ts'
import { TAGGING } from '#sandbox/workflows.ts'

export const HANDLE = 'Q3pVxN7ySdGh2kLmT8Zw'
/** 2026-11-24T00:00:00Z */
export const START_MS = Date.UTC(2026, 10, 24)

export interface FakeClock {
  readonly now: () => number
  advance(ms: number): void
}

export function createFakeClock(at = START_MS): FakeClock {
  let time = at
  return {
    now: () => time,
    advance: (ms) => {
      time += ms
    },
  }
}

/** A sandbox that ends with the test. */
export async function startTestSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ lengthFactor: 0.001, ...options })
  onTestFinished(() => sandbox.close())
  return sandbox
}

/** The path of a run; `security` is a whole path segment. */
export function runPath(source: string = HANDLE, workflow = TAGGING.id, security = ''): string {
  return `${security === '' ? '' : `/${security}`}/run_workflow=id:${workflow}/${source}`
}

export function statusPath(sandbox: Sandbox, jobid: string): string {
  return `/${sandbox.apiKey}/workflow_status=job_id:${jobid}`
}

/** The body of an answer to a run or a status request. */
export interface JobAnswer {
  readonly createdAt: string
  readonly jobid: string
  readonly results?: Readonly<Record<string, unknown>>
  readonly sources: readonly string[]
  readonly status: string
  readonly ttl?: number
  readonly updatedAt: string
  readonly workflow: string
}

/** Starts a job, with the key in front; throws when it is refused. */
export async function runJob(
  sandbox: Sandbox,
  source: string = HANDLE,
  workflow = TAGGING.id,
): Promise<JobAnswer> {
  const answer = await fetch(`${sandbox.url}/${sandbox.apiKey}${runPath(source, workflow)}`)
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${answer.status} ${text}`)
  return JSON.parse(text) as JobAnswer
}

export async function readStatusText(sandbox: Sandbox, jobid: string): Promise<string> {
  return await (await fetch(`${sandbox.url}${statusPath(sandbox, jobid)}`)).text()
}

export async function readStatus(sandbox: Sandbox, jobid: string): Promise<JobAnswer> {
  return JSON.parse(await readStatusText(sandbox, jobid)) as JobAnswer
}
