import { setTimeout as wait } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { startSandboxProcess, type SandboxProcess } from '#e2e/fixtures/sandbox-process.ts'
import { createTransport } from '#main/filestack/http.ts'
import { createIncomingBodies } from '#main/storage/incoming-bodies.ts'
import { MODERATION } from '#sandbox/workflows.ts'
import { median, createOutcome, type Bench } from './lib/bench.ts'
import { handles, withEngine } from './lib/engine.ts'

const JOBS = 5000
/** Requests at the same time. */
const CONCURRENCY = 32
const ROUNDS = 7
/** The longest job: those of the Sandbox take 0.8 to 1.2 s. */
const MAX_JOB_MS = 1200

export const bench: Bench = {
  what: '5,000 jobs of 0.8 to 1.2 s through sender, journal, poller and archive against the Sandbox, and a bare keep-alive loop with the same window: run, wait, one status at the known end.',
  async run() {
    const ours: number[] = []
    const loop: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await measureAgainstSandbox(engine))
      loop.push(await measureAgainstSandbox(runBareLoop))
    }
    return createOutcome(
      {
        jobs: JOBS,
        seconds: median(ours) / 1000,
        loopSeconds: median(loop) / 1000,
        ratio: median(ours.map((ms, round) => ms / (loop[round] ?? Number.NaN))),
      },
      { ratio: { most: 1.3 } },
    )
  },
}

/** The time that a run takes against a Sandbox of its own, ms. */
async function measureAgainstSandbox(run: (sandbox: SandboxProcess) => Promise<number>): Promise<number> {
  const sandbox = await startSandboxProcess({ seed: 5 })
  try {
    const elapsedMs = await run(sandbox)
    const started = (await sandbox.runs()).length
    if (started !== JOBS) throw new Error(`${started} starts of ${JOBS} jobs`)
    return elapsedMs
  } finally {
    await sandbox.stop()
  }
}

async function engine({ url, apiKey }: SandboxProcess): Promise<number> {
  const credentials = {
    apiKey,
    hosts: { cdn: url, api: url, upload: url },
    sourceEncoding: 'percent',
    security: { kind: 'none' },
  } as const
  return withEngine(
    {
      createTransport: (folder) => createTransport({ openBodySink: createIncomingBodies(folder) }),
      credentials,
      concurrency: CONCURRENCY,
    },
    (run) => run(MODERATION.id, handles(JOBS)),
  )
}

async function runBareLoop({ url, apiKey }: SandboxProcess): Promise<number> {
  const agent = new Agent({ connections: CONCURRENCY, pipelining: 1 })
  const get = async (path: string): Promise<{ readonly jobid: string; readonly status: string }> => {
    const { body } = await request(`${url}/${apiKey}/${path}`, { dispatcher: agent })
    return (await body.json()) as { readonly jobid: string; readonly status: string }
  }
  const one = async (handle: string): Promise<void> => {
    const { jobid } = await get(`run_workflow=id:${MODERATION.id}/${handle}`)
    await wait(MAX_JOB_MS)
    const { status } = await get(`workflow_status=job_id:${jobid}`)
    if (status !== 'Finished') throw new Error(`${jobid} is ${status}`)
  }
  const begun = performance.now()
  await Promise.all(handles(JOBS).map(one))
  const elapsedMs = performance.now() - begun
  await agent.close()
  return elapsedMs
}
