import { setTimeout as wait } from 'node:timers/promises'
import type { HttpOutcome, Transport } from '#main/filestack/http.ts'

/** Ms from a request to its answer, and from a start to the end of the job. */
const LATENCY = 5
const LENGTH = 50

/** A service without a wire that keeps nothing of its jobs: their ids tell when they began. */
export class QuickService implements Transport {
  #last = 0

  async send({ url }: { readonly url: string }): Promise<HttpOutcome> {
    await wait(LATENCY)
    const body = Buffer.from(JSON.stringify(this.#answer(url)))
    return { kind: 'answer', status: 200, headers: {}, body, broken: null }
  }

  async close(): Promise<void> {}

  #answer(url: string): object {
    const now = Date.now()
    const jobid = /job_id:([\w-]+)/.exec(url)?.[1]
    if (jobid === undefined) {
      const made = `job-${String(now)}-${String(++this.#last)}`
      return { jobid: made, status: 'Started', createdAt: iso(now), updatedAt: iso(now) }
    }
    const begun = Number(jobid.split('-')[1])
    const ended = now >= begun + LENGTH
    const updatedAt = iso(begun + LENGTH)
    const common = { jobid, createdAt: iso(begun), updatedAt }
    return ended
      ? { ...common, status: 'Finished', results: { tags: { data: { auto: { cat: 97 } } } }, ttl: 172_800 }
      : { ...common, status: 'Started' }
  }
}

const iso = (ms: number): string => new Date(ms).toISOString()
