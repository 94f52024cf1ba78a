import { setTimeout as wait } from 'node:timers/promises'
import type { HttpOutcome, Transport } from '#main/filestack/transport.ts'

const LATENCY_MS = 5
const JOB_LENGTH_MS = 50

/** A service in the same process that stores nothing: a job's id contains the time of its start. */
export class QuickService implements Transport {
  #jobCount = 0

  async send({ url }: { readonly url: string }): Promise<HttpOutcome> {
    await wait(LATENCY_MS)
    const body = Buffer.from(JSON.stringify(this.#answer(url)))
    return { kind: 'answer', status: 200, headers: {}, body, broken: null }
  }

  async close(): Promise<void> {}

  #answer(url: string): object {
    const now = Date.now()
    const jobid = /job_id:([\w-]+)/.exec(url)?.[1]
    if (jobid === undefined) {
      const made = `job-${String(now)}-${String(++this.#jobCount)}`
      return { jobid: made, status: 'Started', createdAt: iso(now), updatedAt: iso(now) }
    }
    const begun = Number(jobid.split('-')[1])
    const ended = now >= begun + JOB_LENGTH_MS
    const updatedAt = iso(begun + JOB_LENGTH_MS)
    const common = { jobid, createdAt: iso(begun), updatedAt }
    return ended
      ? { ...common, status: 'Finished', results: { tags: { data: { auto: { cat: 97 } } } }, ttl: 172_800 }
      : { ...common, status: 'Started' }
  }
}

const iso = (ms: number): string => new Date(ms).toISOString()
