import { readdirSync } from 'node:fs'
import { readConnection } from '#cli/workspace/environment.ts'
import { createThreads } from '#cli/workspace/threads.ts'
import { openWorkspace, type Workspace } from '#cli/workspace/workspace.ts'
import { startSandboxProcess, type SandboxProcess } from '#e2e/fixtures/sandbox-process.ts'
import { createRedactor } from '#main/redact/redactor.ts'
import type { Run } from '#shared/model/run.ts'
import type { Sample } from './growth.ts'

export interface SoakOptions {
  readonly folder: string
  readonly ms: number
  readonly onSample: (sample: Sample, jobs: number) => void
}

const MODERATION = '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1101'
const JOBS_PER_RUN = 100
const SAMPLE_INTERVAL_MS = 2000
/** The faults of a bad day, and a rate limit that slows the engine down. */
const FAULTS =
  'reset-after-accept:0.2%,503@run:1%,429@run:1%,500@status:2%,cut@status:1%,slow@any:50ms:20%,failed:2%,limit:150'

/** Runs one run after the other in this process, and measures the process. */
export async function soak({ folder, ms, onSample }: SoakOptions): Promise<readonly Sample[]> {
  const sandbox = await startSandboxProcess({ faults: FAULTS, security: 'required', lengthFactor: 0.5 })
  const ended = new Map<string, (run: Run) => void>()
  const workspace = await openSoakWorkspace(sandbox, folder, (run) => {
    if (run.state !== 'done' && run.state !== 'paused') return
    ended.get(run.id)?.(run)
    ended.delete(run.id)
  })
  const samples: Sample[] = []
  const begun = Date.now()
  let [jobs, requestsBefore, jobsBefore] = [0, 0, 0]
  try {
    const { engine, connectionId } = workspace
    await engine.start('continue', connectionId)
    for (let nextAt = 0; Date.now() - begun < ms;) {
      const created = await engine.createRun({ connectionId, workflowId: MODERATION, jobs: handles(jobs) })
      if (!created.ok) throw new Error(created.error.message)
      const run = await new Promise<Run>((resolve) => {
        ended.set(created.data.id, resolve)
      })
      if (run.state !== 'done') throw new Error(`The run paused: ${run.pausedBy?.message ?? ''}`)
      jobs += JOBS_PER_RUN
      if (Date.now() - begun < nextAt) continue
      nextAt = Date.now() - begun + SAMPLE_INTERVAL_MS
      const requests = await sandbox.seen()
      const perJob = jobs === jobsBefore ? null : (requests - requestsBefore) / (jobs - jobsBefore)
      ;[requestsBefore, jobsBefore] = [requests, jobs]
      const sample = { at: Date.now() - begun, ...measureProcess(), requestsPerJob: perJob }
      samples.push(sample)
      onSample(sample, jobs)
    }
    return samples
  } finally {
    await workspace.close()
    await sandbox.stop()
  }
}

async function openSoakWorkspace(
  { apiKey, appSecret, url }: SandboxProcess,
  folder: string,
  onRun: (run: Run) => void,
): Promise<Workspace> {
  const hosts = { FLOWBENCH_CDN_URL: url, FLOWBENCH_API_URL: url, FLOWBENCH_UPLOAD_URL: url }
  const env = { FLOWBENCH_API_KEY: apiKey, FLOWBENCH_SECRET: appSecret, ...hosts }
  const connection = readConnection(env)
  if (!connection.ok) throw new Error(connection.error)
  const opened = await openWorkspace({
    folder,
    threads: createThreads(import.meta.resolve('#cli/index.ts')),
    env,
    redactor: createRedactor(),
    connection: connection.data,
    limits: { concurrency: null, rate: null },
    onOpening: () => undefined,
    enginePorts: {
      onRun,
      onJob: () => undefined,
      onRateStatus: () => undefined,
      onUploads: () => undefined,
      onNotice: (error) => console.error(error.message),
    },
  })
  if (!opened.ok) throw new Error(opened.error.message)
  return opened.data
}

function measureProcess(): Pick<Sample, 'rss' | 'heap' | 'handles'> {
  globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  return { rss, heap: heapUsed, handles: process.getActiveResourcesInfo().length + countOpenFiles() }
}

/** Linux only: other systems do not list them. */
function countOpenFiles(): number {
  return process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0
}

const handles = (first: number) =>
  Array.from({ length: JOBS_PER_RUN }, (_, index) => ({
    source: { kind: 'handle', handle: `Handle${String(first + index).padStart(14, '0')}` } as const,
    sealed: null,
  }))
