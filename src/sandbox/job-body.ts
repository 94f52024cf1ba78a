import type { Body } from './answer.ts'
import { RESULT_TTL_S, type SandboxJob } from './job.ts'
import type { Json } from './json.ts'
import { randomInteger, seededRandom } from './random.ts'

const ROWS_PER_CHUNK = 1000

/**
 * The body of a job that has not ended: the answer to its run, and to polls until it ends. Without results it has no key
 * `results`.
 */
export function unfinishedBody(
  job: SandboxJob,
  status: string,
  results?: { readonly [key: string]: Json },
): string {
  const createdAt = formatTime(job.createdAt, job.jobid)
  const { jobid, source, workflow } = job
  return JSON.stringify({
    createdAt,
    jobid,
    results,
    sources: [source],
    status,
    updatedAt: createdAt,
    workflow,
  })
}

/** The body of a job that has ended: the same bytes each time. */
export function finishedBody(job: SandboxJob, results: { readonly [key: string]: Json }): Body {
  const { traits } = job
  const head = `{"createdAt":"${formatTime(job.createdAt, job.jobid)}","jobid":"${job.jobid}"`
  const updatedAt = formatTime(job.endsAt, `${job.jobid} end`)
  const status = traits.failed === true ? 'Failed' : 'Finished'
  const sources = JSON.stringify([job.source])
  const tail = `,"sources":${sources},"status":"${status}","ttl":${RESULT_TTL_S},"updatedAt":"${updatedAt}","workflow":${JSON.stringify(job.workflow)}}`
  if (traits.noResults === true) return head + tail
  const members = traits.failed === true ? '' : JSON.stringify(results).slice(1, -1)
  const ownMembers = [...createOddMembers(job), members].filter((text) => text !== '').join(',')
  if (traits.big === undefined) return `${head},"results":{${ownMembers}}${tail}`
  const start = `${head},"results":{${ownMembers}${ownMembers === '' ? '' : ','}"rows_1571950225790":{"data":{"rows":[`
  return largeBody(start, `}}}${tail}`, traits.big.bytes, traits.big.hasLines)
}

/** Members that do not survive JSON.parse and JSON.stringify. */
function createOddMembers({ traits }: SandboxJob): string[] {
  return [
    traits.duplicateKeys === true
      ? '"note_1571950225791":{"data":{"value":"first"}},"note_1571950225791":{"data":{"value":"second"}}'
      : '',
    traits.bigIntegers === true
      ? '"count_1571950225792":{"data":{"id":9007199254740993,"large":123456789012345678901234567890,"huge":1e400,"exact":1.10}}'
      : '',
    traits.deep === undefined
      ? ''
      : `"deep_1571950225793":{"data":${'['.repeat(traits.deep)}${']'.repeat(traits.deep)}}`,
  ]
}

/** A body of exactly `bytes` bytes, if at least one row fits. All rows have the same length; each has a line of its own, or all share one. */
function largeBody(start: string, end: string, bytes: number, hasLines: boolean): Body {
  const row = (index: number): string =>
    `{"name":"row ${String(index).padStart(9, '0')}","score":${50 + (index % 50)},"ok":true},${hasLines ? '\n' : ' '}`
  const rowBytes = row(0).length
  const [before, after] = ['"end"],"pad":"', '"']
  const fixed = Buffer.byteLength(start) + before.length + after.length + Buffer.byteLength(end)
  const rows = Math.max(1, Math.floor((bytes - fixed) / rowBytes))
  const pad = Math.max(0, bytes - fixed - rows * rowBytes)
  return {
    byteLength: fixed + rows * rowBytes + pad,
    *chunks() {
      yield Buffer.from(start)
      for (let from = 0; from < rows; from += ROWS_PER_CHUNK) {
        const count = Math.min(ROWS_PER_CHUNK, rows - from)
        yield Buffer.from(Array.from({ length: count }, (_, index) => row(from + index)).join(''))
      }
      yield Buffer.from(before + ' '.repeat(pad) + after + end)
    },
  }
}

/** RFC 3339 with nanoseconds; the digits below a millisecond are seeded. */
function formatTime(ms: number, seed: string): string {
  const fine = String(randomInteger(seededRandom('nanoseconds', seed), 1, 999_999)).padStart(6, '0')
  return new Date(ms).toISOString().replace('Z', `${fine}Z`)
}
