import type { Job } from '#shared/model/job.ts'
import type { Result } from '#shared/model/result.ts'
import type { Run } from '#shared/model/run.ts'
import type { Source } from '#shared/model/source.ts'

export interface RunRequest {
  readonly connectionId: string
  readonly workflowId: string
  readonly jobs: readonly {
    readonly source: Source
    readonly sealed: Uint8Array | null
    readonly labels?: Readonly<Record<string, string>>
    readonly retryOf?: string | null
  }[]
}

export interface ResumeReport {
  readonly waiting: number
  readonly continuing: boolean
  readonly watching: number
}

/** The engine as boot, the IPC handlers and the CLI use it. */
export interface Engine {
  /** Restart (contract 2): `sending` becomes `unknown`, `started` is polled, waiting jobs by the setting. */
  start(resumeWaiting: 'auto' | 'ask' | 'continue' | 'leave'): Promise<ResumeReport>
  createRun(request: RunRequest): Promise<Result<Run>>
  pause(runId: string): Promise<Result<Run>>
  resume(runId: string): Promise<Result<Run>>
  stop(runId: string): Promise<Result<Run>>
  attach(jobId: string, jobid: string): Promise<Result<Job>>
  leave(jobId: string): Promise<Result<Job>>
  runAgain(jobId: string): Promise<Result<Job>>
  watch(jobId: string, watching: boolean): Promise<Result<Job>>
  /** Sleep, wake, offline, online: stops and restarts polling without a burst. */
  setOnline(online: boolean): void
  /** Sends nothing new, waits for the requests under way (at most `graceMs`), then resolves. */
  close(graceMs: number): Promise<void>
}
