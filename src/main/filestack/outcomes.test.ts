import { describe, expect, test } from 'vitest'
import cloud from '#shared/fixtures/error.cloud.401.invalid_policy.json' with { type: 'json' }
import processing from '#shared/fixtures/error.processing.shape.json' with { type: 'json' }
import upload from '#shared/fixtures/error.upload.403.invalid_app_policy.json' with { type: 'json' }
import v1 from '#shared/fixtures/error.v1api.shape.json' with { type: 'json' }
import started from '#shared/fixtures/run_workflow.started.json' with { type: 'json' }
import video from '#shared/fixtures/webhook.fs_workflow.video_sfw_details.json' with { type: 'json' }
import virus from '#shared/fixtures/webhook.fs_workflow.virus.json' with { type: 'json' }
import tags from '#shared/fixtures/workflow_status.finished.tags.json' with { type: 'json' }
import { cutSecrets } from '#shared/model/presigned-cut.ts'
import type { Answer } from './answers.ts'
import type { RunOutcome, StatusOutcome } from './client.ts'
import { toRunOutcome } from './run-outcome.ts'
import { readResultFacts } from './results/result-facts.ts'
import { toStatusOutcome } from './status-outcome.ts'

const where = { host: 'cdn.example', nowMs: Date.UTC(2026, 10, 24), skewMs: 0, redact: cutSecrets }

interface Sent {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly cut?: boolean
}

const answer = (status: number, { body = '', headers = {}, cut = false }: Sent = {}): Answer => ({
  kind: 'answer',
  status,
  headers,
  body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
  broken: cut ? { reason: 'lost', nothingSent: false, code: 'UND_ERR_SOCKET' } : null,
})

const run = (status: number, sent?: Sent): Promise<RunOutcome> => toRunOutcome(answer(status, sent), where)
const ask = (status: number, sent?: Sent, remoteJobId = 'j-1'): Promise<StatusOutcome> =>
  toStatusOutcome(answer(status, sent), where, remoteJobId)

const readJobId = (body: object): string | undefined =>
  Object.entries(body).find(([name]) => name === 'jobid' || name === 'job')?.[1] as string | undefined

const page = '<!DOCTYPE html><html><head><title>Sign in</title></head></html>'
const rate = { 'filestack-limit': '10', 'filestack-remaining': '0', 'filestack-reset': '1795478402' }

describe('a run', () => {
  // Would catch: the published answer not understood, or its nanoseconds.
  test('the published answer is a start', async () => {
    expect(await run(200, { body: started })).toEqual({
      kind: 'started',
      remoteJobId: '7dba00f5-aee2-4f65-bd16-631e626b3c93',
      remoteStatus: 'Started',
      serverCreatedAt: Date.UTC(2019, 9, 24, 20, 50, 38, 695),
    })
  })

  // Would catch: a job id lost because the answer is not quite as published.
  test.each([
    ['{"job":"j-1"}', 'j-1', 'Started'],
    ['{"jobid":"j-2","status":"Queued","error":null}', 'j-2', 'Queued'],
    ['{"jobid":"j-3","jobid":"j-4","n":123456789012345678901234567890}', 'j-4', 'Started'],
  ])('%s is a start', async (body, remoteJobId, remoteStatus) => {
    expect(await run(200, { body })).toMatchObject({ kind: 'started', remoteJobId, remoteStatus })
    expect(await run(201, { body })).toMatchObject({ kind: 'started', remoteJobId })
  })

  // Would catch: a run repeated by itself although only the closed list says it did not start.
  test.each<[string, number, Sent, string]>([
    ['429', 429, { body: { error: 'Too many requests' } }, 'notStarted'],
    ['429 with headers', 429, { headers: rate }, 'notStarted'],
    ['503 with rate headers', 503, { headers: rate }, 'notStarted'],
    ['503 with Retry-After', 503, { headers: { 'retry-after': '1' } }, 'notStarted'],
    ['503 with nothing', 503, { body: 'Service unavailable' }, 'unknown'],
    ['503 with an unreadable Retry-After', 503, { headers: { 'retry-after': 'soon' } }, 'unknown'],
    ['400', 400, { body: processing }, 'rejected'],
    ['401', 401, { body: cloud }, 'rejected'],
    ['403', 403, { body: upload }, 'rejected'],
    ['404', 404, { body: page }, 'rejected'],
    ['403 cut off', 403, { body: '{"err', cut: true }, 'rejected'],
    ['410', 410, {}, 'unknown'],
    ['418', 418, {}, 'unknown'],
    ['301', 301, { headers: { location: '/' } }, 'unknown'],
    ['304', 304, {}, 'unknown'],
    ['500', 500, { body: { error: 'Internal server error' } }, 'unknown'],
    ['500 that names a job', 500, { body: started }, 'unknown'],
    ['502 as a page', 502, { body: page }, 'unknown'],
    ['504', 504, { headers: { 'retry-after': '1' } }, 'unknown'],
    ['200 with error', 200, { body: processing }, 'unknown'],
    ['200 as a page', 200, { body: page }, 'unknown'],
    ['200 as text', 200, { body: 'Started' }, 'unknown'],
    ['200 with nothing', 200, {}, 'unknown'],
    ['200 cut off', 200, { body: '{"jobid":"7dba', cut: true }, 'unknown'],
    ['200 cut off before its first byte', 200, { cut: true }, 'unknown'],
    ['200 with an empty job id', 200, { body: { remoteJobId: '' } }, 'unknown'],
    ['200 with a number as job id', 200, { body: { remoteJobId: 7 } }, 'unknown'],
    ['204', 204, {}, 'unknown'],
  ])('%s is %s', async (_name, status, sent, kind) => {
    const outcome = await run(status, sent)
    expect(outcome.kind).toBe(kind)
    if (outcome.kind === 'started') return
    expect(outcome.error.status).toBe(status)
    expect(outcome.error.code === 'job.mayHaveStarted').toBe(kind === 'unknown')
    expect(outcome.error.message).not.toMatch(/[{}]/)
  })

  // Would catch: the wait the service asked for lost on the way to the budget.
  test('a refusal to hurry carries the rate', async () => {
    expect(await run(429, { headers: rate })).toMatchObject({
      rate: { limit: 10, remaining: 0, resetAt: 1795478402000, retryAt: null },
    })
  })

  // Would catch: a window that is about to close found out only by running into it.
  test('every answer carries what it says of the rate, and nothing when it says nothing', async () => {
    const hint = { rate: { limit: 10, remaining: 0, resetAt: 1795478402000, retryAt: null } }
    expect(await run(200, { body: started, headers: rate })).toMatchObject(hint)
    expect(await run(403, { headers: rate })).toMatchObject({ kind: 'rejected', ...hint })
    expect(await ask(200, { body: tags, headers: rate }, readJobId(tags))).toMatchObject({
      kind: 'ended',
      ...hint,
    })
    expect(await ask(404, { body: processing, headers: rate })).toMatchObject({ kind: 'gone', ...hint })
    expect(await ask(200, { body: tags }, readJobId(tags))).not.toHaveProperty('rate')
  })

  // Would catch: support asking for the correlation id, and the app having thrown it away.
  test.each([
    [401, cloud, 'service.forbidden', 'Invalid Policy', 'c157269d-ec1a-4c6f-ad57-d8d1ba006475'],
    [403, upload, 'service.forbidden', 'Invalid App policy', 'f9ab6175-fc19-439c-9111-e0716f9de5ed'],
    [403, v1, 'service.forbidden', 'Policy required', undefined],
    [400, processing, 'service.badRequest', 'Unsupported conversion', undefined],
    [401, { error: 'Invalid API key' }, 'service.unauthorised', 'Invalid API key', undefined],
    [404, 'File not found', 'service.notFound', 'File not found', undefined],
    [404, page, 'service.notFound', 'Sign in', undefined],
    [403, '', 'service.forbidden', undefined, undefined],
    [403, { error: { unheard: 'of' } }, 'service.forbidden', '{"unheard":"of"}', undefined],
  ])('a %i says %j', async (status, body, code, detail, correlationId) => {
    const outcome = await run(status, { body })
    const error = outcome.kind === 'rejected' ? outcome.error : null
    expect({ code: error?.code, detail: error?.detail, id: error?.correlationId }).toEqual({
      code,
      detail,
      id: correlationId,
    })
  })

  // Would catch: the service repeating what it was sent, and the app keeping it: a policy, a signed link.
  test('the words of the service are cut and short', async () => {
    const secret = 'AKIA'.repeat(16)
    const error = `cannot fetch https://x.example/a?X-Amz-Signature=${secret} under security=p:eyJleHBpcnkiOjE1Nzc4OTk4MDB9,s:${'ab'.repeat(32)} ${'and on '.repeat(100)}`
    const outcome = await run(400, { body: { error } })
    const detail = outcome.kind === 'rejected' ? (outcome.error.detail ?? '') : ''
    expect(detail).toContain('cannot fetch https://x.example/a')
    expect(detail).not.toMatch(/AKIA|eyJleHBp|abab/)
    expect(detail.length).toBeLessThanOrEqual(200)
  })

  // Would catch: "undefined" or a bare number where a sentence belongs.
  test.each([
    [200, page, 'This job may have started; the answer was lost (it is a web page).'],
    [200, '', 'This job may have started; the answer was lost (it is empty).'],
    [500, '', 'This job may have started; the answer was lost (the service answered 500).'],
    [302, '', 'This job may have started; the answer was lost (the server sent the request elsewhere).'],
  ])('a %i with %j is told in words', async (status, body, message) => {
    expect(await run(status, { body })).toMatchObject({ error: { message } })
  })
})

describe('a status', () => {
  // Would catch: a published end not recognised, its length, its ttl, or a body that is not the bytes received.
  test.each([
    ['tags', tags, 918, 172_800],
    ['virus', virus.text, 2037, null],
    ['video', video.text, 447_179, 172_800],
  ])('the published %s is finished', async (_name, body, durationMs, ttl) => {
    const text = `${JSON.stringify(body, null, 3)}\r\n`
    expect(await ask(200, { body: text }, readJobId(body))).toEqual({
      kind: 'ended',
      workflow: expect.any(String),
      source: expect.any(String),
      end: 'finished',
      remoteStatus: 'Finished',
      body: new TextEncoder().encode(text),
      facts: readResultFacts(body),
      durationMs,
      ttl,
      serverUpdatedAt: expect.any(Number),
    })
  })

  // Would catch: a body read through a parser and written again: other numbers, merged keys, other order.
  test('the body is kept byte for byte', async () => {
    const text =
      '{ "status":"Finished", "2":1, "1":9007199254740993, "a":1, "a":2, "x":1e400, "é":"\\u00e9" }'
    const outcome = await ask(200, { body: text })
    expect(outcome).toMatchObject({ kind: 'ended', body: new TextEncoder().encode(text) })
  })

  // Would catch: an unknown name taken for an end, or a failed job polled for ever.
  test.each([
    ['Started', 'running'],
    ['Reticulating', 'running'],
    ['In progress', 'running'],
    ['finished', 'finished'],
    ['Failed', 'failed'],
    ['WorkflowError', 'failed'],
    ['Cancelled', 'failed'],
    ['canceled', 'failed'],
  ])('%s is %s', async (name, what) => {
    const outcome = await ask(200, { body: { status: name, results: {} } })
    expect(outcome.kind === 'ended' ? outcome.end : outcome.kind).toBe(what)
    expect(outcome).toMatchObject({ remoteStatus: name })
  })

  // Would catch: a passing trouble ending a job, or an answer that is none kept as its result.
  test.each<[string, number, Sent, string, string]>([
    ['404', 404, { body: processing }, 'gone', 'service.gone'],
    ['410', 410, { body: v1 }, 'gone', 'service.gone'],
    ['404 as a page', 404, { body: page }, 'retry', 'service.unreadable'],
    ['404 as text', 404, { body: 'not found' }, 'retry', 'service.unreadable'],
    ['404 cut off', 404, { body: '{"error":"no', cut: true }, 'retry', 'service.unreadable'],
    ['410 with nothing', 410, {}, 'retry', 'service.unreadable'],
    [
      'the end of another job',
      200,
      { body: { jobid: 'j-2', status: 'Finished' } },
      'retry',
      'service.unreadable',
    ],
    ["a gateway's own error", 200, { body: { status: 'error', code: 7 } }, 'retry', 'service.unreadable'],
    ['401', 401, { body: cloud }, 'retry', 'service.forbidden'],
    ['403', 403, { body: upload }, 'retry', 'service.forbidden'],
    ['429', 429, { headers: rate }, 'retry', 'service.rateLimited'],
    ['500', 500, {}, 'retry', 'service.unavailable'],
    ['a redirect', 302, {}, 'retry', 'service.redirected'],
    ['an odd refusal', 418, { body: 'I am a teapot' }, 'retry', 'service.errorInBody'],
    ['a page', 200, { body: page }, 'retry', 'service.unreadable'],
    ['text', 200, { body: 'Finished' }, 'retry', 'service.unreadable'],
    ['nothing', 200, {}, 'retry', 'service.unreadable'],
    ['a cut answer', 200, { body: '{"status":"Finished","resu', cut: true }, 'retry', 'service.unreadable'],
    ['an answer that broke off after its end', 200, { body: tags, cut: true }, 'retry', 'service.unreadable'],
    ['an error', 200, { body: processing }, 'retry', 'service.errorInBody'],
    ['the old error shape', 200, { body: v1 }, 'retry', 'service.errorInBody'],
    ['no status', 200, { body: { results: {} } }, 'retry', 'service.unreadable'],
    ['a number as status', 200, { body: { status: 2 } }, 'retry', 'service.unreadable'],
  ])('%s is to be asked again or gone', async (_name, status, sent, kind, code) => {
    expect(await ask(status, sent)).toMatchObject({ kind, error: { code, status } })
  })

  // Would catch: an answer without times or with a senseless ttl losing the result.
  test('an end without times is an end', async () => {
    expect(await ask(200, { body: { status: 'Finished', ttl: 'two days' } })).toMatchObject({
      kind: 'ended',
      durationMs: null,
      ttl: null,
      serverUpdatedAt: null,
    })
  })

  // Would catch: a broken line ending a job that goes on.
  test('no answer is asked again', async () => {
    const failure = { reason: 'lost', nothingSent: false, code: 'ECONNRESET' } as const
    expect(await toStatusOutcome({ kind: 'failed', failure }, where, 'j-1')).toMatchObject({
      kind: 'retry',
      error: { code: 'network.lost' },
    })
  })
})
