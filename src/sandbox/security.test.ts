import { describe, expect, it } from 'vitest'
import vectorJs from '#shared/fixtures/vector.policy.js.json' with { type: 'json' }
import vectorPython from '#shared/fixtures/vector.policy.python_padded.json' with { type: 'json' }
import type { JsonRecord } from './json.ts'
import { computeSignature, signPolicy, type SignedPolicy } from './security.ts'
import { createFakeClock, HANDLE, runPath, startTestSandbox, START_MS, statusPath } from './testing/start.ts'
import type { Sandbox } from './index.ts'

const IN_AN_HOUR = START_MS / 1000 + 3600
const RUN = ['runWorkflow', 'convert']
const URL_SOURCE = 'https://example.com/a.jpg'
const ALIAS = 'src://shop/private/a.png'

const segment = ({ policy, signature }: SignedPolicy): string => `security=p:${policy},s:${signature}`

async function strict(): Promise<Sandbox> {
  return await startTestSandbox({ security: 'required', now: createFakeClock().now })
}

/** A policy over a source, and why the run is refused; null: it is accepted. */
const POLICIES: readonly (readonly [JsonRecord, string, string | null])[] = [
  [{ expiry: IN_AN_HOUR }, HANDLE, null],
  [{ expiry: IN_AN_HOUR, call: RUN }, HANDLE, null],
  [
    { expiry: IN_AN_HOUR, call: RUN, handle: HANDLE, url: '^https://example', path: '^private/' },
    HANDLE,
    null,
  ],
  [{ expiry: IN_AN_HOUR, url: '^https://example\\.com/' }, URL_SOURCE, null],
  [{ expiry: IN_AN_HOUR, path: '^private/' }, ALIAS, null],
  [{ expiry: START_MS / 1000 }, HANDLE, 'expired'],
  [{ expiry: 1_577_899_800 }, HANDLE, 'expired'],
  [{}, HANDLE, 'expiry missing'],
  [{ expiry: IN_AN_HOUR, call: ['runWorkflow'] }, HANDLE, 'call convert'],
  [{ expiry: IN_AN_HOUR, call: ['convert'] }, HANDLE, 'call runWorkflow'],
  [{ expiry: IN_AN_HOUR, call: 'runWorkflow' }, HANDLE, 'call is no list'],
  [{ expiry: IN_AN_HOUR, handle: HANDLE.slice(0, 19) }, HANDLE, 'handle'],
  [{ expiry: IN_AN_HOUR, url: '^https://elsewhere' }, URL_SOURCE, 'url'],
  [{ expiry: IN_AN_HOUR, path: '^public/' }, ALIAS, 'path'],
  [{ expiry: IN_AN_HOUR, path: '(' }, ALIAS, 'path'],
]

describe('security', () => {
  // Would catch: a signature that the real service would refuse.
  it('signatures equal the published vectors', () => {
    for (const { policy, secret, signature } of [vectorJs, vectorPython])
      expect(computeSignature(policy, secret)).toBe(signature)
    expect(signPolicy(vectorJs.policyObject, vectorJs.secret)).toEqual({
      policy: vectorJs.policy,
      signature: vectorJs.signature,
    })
  })

  // Would catch: a policy that is judged otherwise than by the service.
  it.each(POLICIES)('policy %j on %s is judged as by the service', async (policy, source, reason) => {
    const sandbox = await strict()
    const path = runPath(source, undefined, segment(signPolicy(policy, sandbox.appSecret)))
    const answer = await fetch(`${sandbox.url}/${sandbox.apiKey}${path}`)
    expect(answer.status).toBe(reason === null ? 200 : 403)
    expect(sandbox.ledger.requests()[0]?.reason).toBe(reason)
    expect(sandbox.ledger.runs()).toHaveLength(reason === null ? 1 : 0)
    if (reason !== null) expect(await answer.json()).toMatchObject({ error: 'Invalid App policy' })
  })

  // Would catch: a wrong form that passes, or a right one that does not.
  it('a security task passes in the published form only', async () => {
    const sandbox = await strict()
    // Both odd characters of the alphabet, and padding.
    const good = signPolicy({ expiry: IN_AN_HOUR, call: RUN, n: '>>>???>>>' }, sandbox.appSecret)
    expect(good.policy).toMatch(/[-_].*=$/)
    const { policy, signature } = good
    const resigned = (text: string): SignedPolicy => ({
      policy: text,
      signature: computeSignature(text, sandbox.appSecret),
    })
    const written: readonly (readonly [string, string | null])[] = [
      [segment(good), null],
      [`security=s:${signature},p:${policy}`, null],
      [`security=policy:${policy},signature:${signature}`, null],
      [`security=signature:${signature},policy:${encodeURIComponent(policy)}`, null],
      [encodeURIComponent(segment(good)), null],
      ['', 'policy missing'],
      [`security=p:${policy}`, 'signature'],
      [`security=p:${policy},s:${signature.toUpperCase()}`, 'signature'],
      [`security=p:${policy},s:${'0'.repeat(64)}`, 'signature'],
      // The service was seen to refuse a policy whose padding was taken off.
      [segment(resigned(policy.replace(/=+$/, ''))), 'policy encoding'],
      [segment(resigned(Buffer.from('["no object"]').toString('base64url') + '==')), 'policy JSON'],
    ]
    for (const [text, reason] of written) {
      await (await fetch(sandbox.url + runPath(HANDLE, undefined, text))).text()
      expect(sandbox.ledger.requests().at(-1)?.reason, text).toBe(reason)
    }
  })

  // Would catch: a wrong policy that passes because security is off.
  it('with security off, no policy is demanded and a wrong one is refused', async () => {
    const sandbox = await startTestSandbox()
    expect((await fetch(sandbox.url + runPath())).status).toBe(200)
    const wrong = runPath(HANDLE, undefined, segment(signPolicy({ expiry: IN_AN_HOUR }, 'another secret')))
    expect((await fetch(sandbox.url + wrong)).status).toBe(403)
  })

  // Would catch: an endpoint that demands another call.
  it('every endpoint demands its own call', async () => {
    const sandbox = await strict()
    const key = `/${sandbox.apiKey}`
    const signed = (call: readonly string[]): SignedPolicy =>
      signPolicy({ expiry: IN_AN_HOUR, call }, sandbox.appSecret)
    const query = (call: string): string => `?${new URLSearchParams({ ...signed([call]) }).toString()}`
    const run = await fetch(`${sandbox.url}${runPath(HANDLE, undefined, segment(signed(RUN)))}`)
    const { jobid } = (await run.json()) as { jobid: string }
    const calls: readonly (readonly [string, number])[] = [
      [`/api/file/${HANDLE}/metadata${query('stat')}`, 200],
      [`/api/file/${HANDLE}/metadata${query('read')}`, 403],
      [`/api/file/${HANDLE}/metadata`, 403],
      [`/api/file/${HANDLE}${query('read')}`, 200],
      [`/api/file/${HANDLE}${query('stat')}`, 403],
      [`/${segment(signed(['convert']))}/${HANDLE}`, 200],
      // No call is known that reading a status needs.
      [`${key}/${segment(signed(['pick']))}/workflow_status=job_id:${jobid}`, 200],
      [statusPath(sandbox, jobid), 403],
    ]
    for (const [path, status] of calls) expect((await fetch(sandbox.url + path)).status, path).toBe(status)
  })

  // Would catch: a secret in the ledger.
  it('the ledger keeps no policy and no signature', async () => {
    const sandbox = await strict()
    const { policy, signature } = signPolicy({ expiry: IN_AN_HOUR }, sandbox.appSecret)
    const query = new URLSearchParams({ policy, signature }).toString()
    await fetch(`${sandbox.url}${runPath(HANDLE, undefined, segment({ policy, signature }))}`)
    await fetch(`${sandbox.url}/api/file/${HANDLE}/metadata?${query}`)
    const kept = JSON.stringify(sandbox.ledger.requests())
    expect(kept).not.toContain(signature)
    expect(kept).not.toContain(policy.slice(0, 12))
  })
})
