import { randomBytes } from 'node:crypto'
import { toBytes } from './answer.ts'
import type { Context } from './context.ts'
import { parseFaults } from './fault-grammar.ts'
import type { Fault } from './fault-kinds.ts'
import { Faults } from './faults.ts'
import { JobResults } from './job-results.ts'
import { Jobs } from './jobs.ts'
import { Ledger } from './ledger.ts'
import { SandboxServer } from './server.ts'
import { StateFile } from './state-file.ts'
import { Uploads } from './uploads.ts'
import { SAMPLE_WORKFLOWS, type SampleWorkflow } from './workflows.ts'

const MIN_PART_BYTES = 5 * 1024 * 1024

export interface SandboxOptions {
  /** Default 0: a free one. Always on loopback. With a state file, 0 means the port of last time, if it is free. */
  readonly port?: number
  /** Decides results, job lengths and faults. */
  readonly seed?: number
  /** Faults that are active from the start, in the grammar of the README. */
  readonly faults?: string
  /** Multiplies every job length; 1 gives plausible ones. */
  readonly lengthFactor?: number
  /** Unix ms. Everything except `slow` and `down` uses it. */
  readonly now?: () => number
  /** `required`: a valid policy and signature are demanded. `open`, the default: checked where given. */
  readonly security?: 'open' | 'required'
  /** Keeps accepted jobs and the identity over restarts. */
  readonly stateFile?: string
  /** Random when absent here and in the state file. Its random part is the token that guards this server. */
  readonly apiKey?: string
  readonly appSecret?: string
  /** The smallest part of an upload; the last may be smaller. Default: the service's own 5 MiB. */
  readonly minPartBytes?: number
  /** Further workflows, besides the samples. */
  readonly workflows?: readonly SampleWorkflow[]
}

export interface Sandbox {
  /** `http://127.0.0.1:PORT`, base of all three hosts (CDN, API, upload). */
  readonly url: string
  readonly port: number
  readonly apiKey: string
  readonly appSecret: string
  /** Every request that it received. */
  readonly ledger: Ledger
  /** Replaces the active faults. Throws a sentence when the text cannot be read. */
  setFaults(text: string): void
  /** The exact bytes of a job's final status answer; null for an unknown job and for one that a fault lost. */
  bodyOf(jobid: string): Uint8Array | null
  close(): Promise<void>
}

/** Starts a local stand-in for Filestack. Rejects when the port is taken or the state file cannot be used. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { seed = 1, lengthFactor = 1, now = Date.now, security = 'open' } = options
  const initialFaults = readFaults(options.faults ?? '')
  const state = options.stateFile === undefined ? null : new StateFile(options.stateFile, now())
  const apiKey = options.apiKey ?? state?.identity?.apiKey ?? newApiKey()
  const appSecret = options.appSecret ?? state?.identity?.appSecret ?? randomLetters(26)
  const ledger = new Ledger()
  const faults = new Faults(seed)
  const uploads = new Uploads()
  const workflows = [...SAMPLE_WORKFLOWS, ...(options.workflows ?? [])]
  const results = new JobResults({ seed, fileBase: () => `${server.url}/${apiKey}` })
  const jobs = new Jobs({ seed, lengthFactor, workflows, results, save: (job) => state?.add(job) })
  const context: Context = {
    now,
    apiKey,
    security: { required: security === 'required', appSecret },
    minPartBytes: options.minPartBytes ?? MIN_PART_BYTES,
    faults,
    jobs,
    uploads,
    ledger,
    url: () => server.url,
  }
  const server: SandboxServer = new SandboxServer(context)
  for (const job of state?.jobs ?? []) jobs.restore(job)
  await listen(server, options.port ?? 0, state?.identity?.port)
  state?.begin({ apiKey, appSecret, port: server.port })
  const arm = (list: readonly Fault[]): void => {
    const awayMs = faults.set(list)
    if (awayMs !== null) server.goAway(awayMs)
  }
  arm(initialFaults)
  return {
    url: server.url,
    port: server.port,
    apiKey,
    appSecret,
    ledger,
    setFaults: (text) => arm(readFaults(text)),
    bodyOf: (jobid) => {
      const body = jobs.finalBody(jobid, now())
      return body === null ? null : toBytes(body)
    },
    async close() {
      await server.close()
      await uploads.close()
      state?.close()
    },
  }
}

/** Rejects when a requested port is not free. When the port of last time is not free, any free one is taken. */
async function listen(server: SandboxServer, port: number, lastPort: number | undefined): Promise<void> {
  if (port !== 0 || lastPort === undefined) return await server.listen(port)
  await server.listen(lastPort).catch(() => server.listen(0))
}

function readFaults(text: string): readonly Fault[] {
  const parsed = parseFaults(text)
  if (!parsed.ok) throw new Error(parsed.error)
  return parsed.data
}

/** 22 characters from A to z, as the service's keys are. */
function newApiKey(): string {
  return `A${randomLetters(20)}z`
}

function randomLetters(count: number): string {
  let text = ''
  while (text.length < count) text += randomBytes(count).toString('base64').replace(/[+/=]/g, '')
  return text.slice(0, count)
}
