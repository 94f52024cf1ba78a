import { describe, expect, it } from 'vitest'
import finished from '#shared/fixtures/workflow_status.finished.tags.json' with { type: 'json' }
import {
  createFakeClock,
  HANDLE,
  runJob,
  startTestSandbox,
  readStatus,
  statusPath,
  readStatusText,
  type FakeClock,
} from './testing/start.ts'
import type { Sandbox } from './index.ts'
import { MODERATION, SAMPLE_WORKFLOWS, TAGGING, VIDEO_REVIEW } from './workflows.ts'

const TTL_MS = 172_800_000

async function timed(faults = ''): Promise<{ sandbox: Sandbox; clock: FakeClock }> {
  const clock = createFakeClock()
  return { sandbox: await startTestSandbox({ now: clock.now, lengthFactor: 1, faults }), clock }
}

/** The final body of one job under these faults. */
async function finalText(faults: string): Promise<string> {
  const { sandbox, clock } = await timed(faults)
  const { jobid } = await runJob(sandbox)
  clock.advance(60_000)
  return await readStatusText(sandbox, jobid)
}

describe('workflow_status', () => {
  // Would catch: a final answer of another shape.
  it('a final answer has the published shape', async () => {
    const { sandbox, clock } = await timed()
    const { jobid } = await runJob(sandbox)
    clock.advance(2000)
    const answer = await readStatus(sandbox, jobid)
    expect(Object.keys(answer)).toEqual(Object.keys(finished))
    expect(answer).toMatchObject({ status: 'Finished', ttl: 172_800, sources: [HANDLE] })
  })

  // Would catch: a job that ends at another time than it says.
  it.each(SAMPLE_WORKFLOWS)('$name ends when it says, after a plausible time', async (workflow) => {
    const { sandbox, clock } = await timed()
    const { jobid } = await runJob(sandbox, HANDLE, workflow.id)
    const early = workflow.lengthMs * 0.8 - 1
    clock.advance(early)
    expect((await readStatus(sandbox, jobid)).status).toBe('Started')
    clock.advance(workflow.lengthMs * 1.2 - early)
    const { createdAt, updatedAt, status } = await readStatus(sandbox, jobid)
    const told = Date.parse(updatedAt) - Date.parse(createdAt)
    expect(status).toBe('Finished')
    expect(told / workflow.lengthMs).toBeGreaterThanOrEqual(0.79)
    expect(told / workflow.lengthMs).toBeLessThanOrEqual(1.21)
  })

  // Would catch: jobs that all end at the same moment.
  it('the jobs of a workflow differ in length', async () => {
    const { sandbox, clock } = await timed()
    const jobs = await Promise.all(
      Array.from({ length: 12 }, (_, index) => runJob(sandbox, `src://a/${index}.png`, MODERATION.id)),
    )
    clock.advance(MODERATION.lengthMs)
    const states = await Promise.all(jobs.map(async ({ jobid }) => (await readStatus(sandbox, jobid)).status))
    expect(new Set(states)).toEqual(new Set(['Started', 'Finished']))
  })

  // Would catch: a running job that shows nothing, or results that change.
  it('a running job shows more and more of its final results', async () => {
    const { sandbox, clock } = await timed()
    const { jobid } = await runJob(sandbox, HANDLE, VIDEO_REVIEW.id)
    expect(await readStatus(sandbox, jobid)).not.toHaveProperty('results')
    clock.advance(VIDEO_REVIEW.lengthMs * 0.6)
    const partial = (await readStatus(sandbox, jobid)).results ?? {}
    clock.advance(VIDEO_REVIEW.lengthMs)
    const { results = {} } = await readStatus(sandbox, jobid)
    expect(Object.keys(partial).length).toBeGreaterThan(0)
    expect(Object.keys(partial).length).toBeLessThan(3)
    expect(results).toMatchObject(partial)
  })

  // Would catch: a final answer that changes.
  it('the bytes of a final answer are the same at every poll, and those of bodyOf', async () => {
    const { sandbox, clock } = await timed()
    for (const { id } of SAMPLE_WORKFLOWS) {
      const { jobid } = await runJob(sandbox, HANDLE, id)
      clock.advance(60_000)
      const first = await readStatusText(sandbox, jobid)
      clock.advance(60_000)
      expect(await readStatusText(sandbox, jobid)).toBe(first)
      expect(Buffer.from(sandbox.bodyOf(jobid) ?? []).toString()).toBe(first)
    }
  })

  // Would catch: results that are gone too early, or kept too long.
  it('results are kept for exactly their ttl', async () => {
    const { sandbox, clock } = await timed()
    const { jobid, createdAt } = await runJob(sandbox)
    clock.advance(60_000)
    const ended = Date.parse((await readStatus(sandbox, jobid)).updatedAt) - Date.parse(createdAt)
    clock.advance(ended - 60_000 + TTL_MS - 1)
    expect((await fetch(sandbox.url + statusPath(sandbox, jobid))).status).toBe(200)
    clock.advance(2)
    const gone = await fetch(sandbox.url + statusPath(sandbox, jobid))
    expect(gone.status).toBe(404)
    expect(await gone.json()).toMatchObject({
      error: 'Workflow job not found',
      c: expect.any(String) as string,
    })
    expect(sandbox.bodyOf(jobid)).toBeNull()
  })

  // Would catch: an answer to somebody without the key.
  it('an unknown job, a missing key and a wrong key are refused', async () => {
    const sandbox = await startTestSandbox()
    const { jobid } = await runJob(sandbox)
    const paths: readonly (readonly [string, number])[] = [
      [`/${sandbox.apiKey}/workflow_status=job_id:${jobid.replace(/^./, 'x')}`, 404],
      [`/workflow_status=job_id:${jobid}`, 401],
      [`/Aaaaaaaaaaaaaaaaaaaaaz/workflow_status=job_id:${jobid}`, 401],
    ]
    for (const [path, status] of paths) expect((await fetch(sandbox.url + path)).status, path).toBe(status)
  })

  // Would catch: results that differ for one seed, or are the same for two.
  it('the seed decides the results', async () => {
    const tags = async (seed: number): Promise<unknown> => {
      const clock = createFakeClock()
      const sandbox = await startTestSandbox({ seed, now: clock.now })
      const { jobid } = await runJob(sandbox, HANDLE, TAGGING.id)
      clock.advance(1000)
      return (await readStatus(sandbox, jobid)).results
    }
    expect(await tags(1)).toEqual(await tags(1))
    expect(await tags(1)).not.toEqual(await tags(2))
  })
})

describe('faults of a job', () => {
  // Would catch: a fault of a job that does not act.
  it('a failed job ends as failed, and a lost one is never found', async () => {
    expect(JSON.parse(await finalText('failed:1'))).toMatchObject({ status: 'Failed', results: {} })
    expect(JSON.parse(await finalText('no-results:1'))).not.toHaveProperty('results')
    const { sandbox } = await timed('lost:1')
    const { jobid } = await runJob(sandbox)
    expect((await fetch(sandbox.url + statusPath(sandbox, jobid))).status).toBe(404)
    expect(sandbox.ledger.runs()).toMatchObject([{ jobid }])
  })

  // Would catch: duplicate keys or large numbers that are tidied up.
  it('odd JSON is sent as it is', async () => {
    const odd = await finalText('duplicate-keys:1,big-integers:1,deep:10000:1')
    expect(odd.match(/"note_1571950225791"/g)).toHaveLength(2)
    expect(odd).toContain('"id":9007199254740993,')
    expect(odd).toContain('"huge":1e400,"exact":1.10')
    expect(odd).toContain('['.repeat(10_000))
    expect(JSON.parse(odd)).toMatchObject({ status: 'Finished' })
  })

  it.each([
    ['big', 3_000_000, true],
    ['big-line', 3_000_000, false],
  ] as const)('%s has another length than asked for, or is no JSON', async (kind, bytes, lines) => {
    const { sandbox, clock } = await timed(`${kind}:${bytes}:1`)
    const { jobid } = await runJob(sandbox)
    clock.advance(60_000)
    const text = await readStatusText(sandbox, jobid)
    expect(Buffer.byteLength(text)).toBe(bytes)
    expect(text.includes('\n')).toBe(lines)
    expect(JSON.parse(text)).toMatchObject({ status: 'Finished' })
    expect(Buffer.from(sandbox.bodyOf(jobid) ?? []).equals(Buffer.from(text))).toBe(true)
  })
})
