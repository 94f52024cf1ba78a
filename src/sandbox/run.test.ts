import { shortenUrl } from '#shared/model/presigned.ts'
import { describe, expect, it } from 'vitest'
import { SAMPLE_LINES } from '#shared/text/samples.ts'
import published from '#shared/fixtures/urls.published.json' with { type: 'json' }
import started from '#shared/fixtures/run_workflow.started.json' with { type: 'json' }
import { HANDLE, runJob, runPath, startTestSandbox, type JobAnswer } from './testing/start.ts'
import { parseCdnPath, parseSource } from './paths.ts'
import { SAMPLE_WORKFLOWS, TAGGING } from './workflows.ts'

const PRESIGNED = 'https://example.com/a/../b%20c.jpg?x=1&sig=a/b+c#part'
const base64 = (text: string): string =>
  Buffer.from(text)
    .toString('base64url')
    .padEnd(Math.ceil(Buffer.from(text).toString('base64url').length / 4) * 4, '=')

/** What stands behind the task, and what the answer names. */
const SOURCES: readonly (readonly [string, string])[] = [
  [HANDLE, HANDLE],
  ['https://example.com/photo.jpg', 'https://example.com/photo.jpg'],
  ['https://example.com/photo.jpg?x=1', 'https://example.com/photo.jpg'],
  [encodeURIComponent(PRESIGNED), PRESIGNED],
  [`b64://${base64(PRESIGNED)}`, PRESIGNED],
  [encodeURIComponent(`b64://${base64('src://shop/a b.png')}`), 'src://shop/a b.png'],
  ['src://shop/shoes/red%20one.png', 'src://shop/shoes/red one.png'],
  ['shop/shoes/red.png', 'shop/shoes/red.png'],
]

const REFUSED: readonly (readonly [string, string, number, string])[] = [
  ['an unknown workflow', runPath(HANDLE, '67d273c3-249c-4192-b228-9c3e1d003963'), 404, 'workflow'],
  ['a workflow id with a space', runPath(HANDLE, `${TAGGING.id}%20`), 404, 'workflow'],
  ['a handle that is gone', runPath('GoneVxN7ySdGh2kLmT8Z'), 404, 'handle'],
  ['a handle of 19 characters', runPath(HANDLE.slice(1)), 404, 'handle'],
  ['a URL without a key', runPath('https://example.com/a.jpg'), 401, 'key'],
  ['an alias without a key', runPath('src://shop/a.png'), 401, 'key'],
  ['another key', `/Aaaaaaaaaaaaaaaaaaaaaz${runPath()}`, 401, 'key'],
  ['no source', runPath(''), 401, 'key'],
  ['a broken escape', '/run_workflow=id:%E0%A4%A/x', 400, 'escape'],
]

describe('run_workflow', () => {
  // Would catch: a source that is misread.
  it.each(SOURCES)('the source %s is understood', async (written, source) => {
    const sandbox = await startTestSandbox()
    const answer = await runJob(sandbox, written)
    // What signs a link is understood, and named nowhere.
    expect(answer.sources).toEqual([source === PRESIGNED ? shortenUrl(source) : source])
    expect(sandbox.ledger.runs()).toMatchObject([{ jobid: answer.jobid, workflow: TAGGING.id, source }])
  })

  // Would catch: an answer of another shape.
  it('the answer has the published shape', async () => {
    const answer = await runJob(await startTestSandbox())
    expect(Object.keys(answer)).toEqual(Object.keys(started))
    expect(answer).toMatchObject({ status: 'Started', workflow: TAGGING.id })
    expect(answer.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/)
    expect(answer.updatedAt).toBe(answer.createdAt)
  })

  // Would catch: a key that is refused, or demanded.
  it('a key in front of a handle may be there or not', async () => {
    const sandbox = await startTestSandbox()
    for (const front of ['', `/${sandbox.apiKey}`])
      expect((await fetch(sandbox.url + front + runPath())).status, front).toBe(200)
  })

  // Would catch: a wrong request that starts a job.
  it.each(REFUSED)(
    '%s starts no job and is refused with a correlation id',
    async (_, path, status, reason) => {
      const sandbox = await startTestSandbox()
      const answer = await fetch(sandbox.url + path)
      expect(answer.status).toBe(status)
      expect(await answer.json()).toEqual({
        error: expect.any(String) as string,
        c: expect.stringMatching(/^[-0-9a-f]{36}$/) as string,
        i: expect.stringMatching(/^(PRC|CLR)-sbx-1-10$/) as string,
        t: expect.any(Number) as number,
      })
      expect(sandbox.ledger.runs()).toEqual([])
      expect(sandbox.ledger.requests()[0]).toMatchObject({ accepted: false, reason, status })
    },
  )

  // Would catch: a sample that fails.
  it('every sample line of the app runs in the sample workflows', async () => {
    const sandbox = await startTestSandbox()
    for (const { id } of SAMPLE_WORKFLOWS)
      for (const line of SAMPLE_LINES) expect((await runJob(sandbox, line, id)).sources).toEqual([line])
  })

  // Would catch: a published address that is misread.
  it('every published address can be read', () => {
    for (const { form, url } of published.run.examples) {
      const cdn = parseCdnPath(new URL(url).pathname)
      expect(cdn?.task.kind, form).toBe('run')
      expect(cdn?.security?.policy, form).toBe('eyJleHBpcnkiOjE1Nzc4OTk4MDB9')
      expect(cdn?.apiKey, form).toBe(form === 'handle' ? null : 'At39kDB2eTYCbxuESgayWs')
      expect(parseSource(cdn?.source ?? '')?.kind, form).toBe(form.split(' ')[0])
    }
    for (const { url } of published.status.examples)
      expect(parseCdnPath(new URL(url).pathname)?.task).toEqual({
        kind: 'status',
        jobid: '5aef4e90-4c6c-4779-ac8b-289cff108792',
      })
  })

  // Would catch: an option that is ignored.
  it('workflows given by an option run at their own length', async () => {
    const own = { ...TAGGING, id: 'own', lengthMs: 1 }
    const sandbox = await startTestSandbox({ workflows: [own] })
    const answer: JobAnswer = await runJob(sandbox, HANDLE, 'own')
    expect(answer.workflow).toBe('own')
  })
})
