import { expect, test } from 'vitest'
import js from '#shared/fixtures/vector.policy.js.json' with { type: 'json' }
import python from '#shared/fixtures/vector.policy.python_padded.json' with { type: 'json' }
import { decodePolicy } from '#shared/model/policy.ts'
import { checkSecurity, createSigner, signPolicy } from './security.ts'

const NOW = Date.UTC(2026, 10, 24, 12)
const HOUR = 3_600_000
const secret = { kind: 'secret', appSecret: 'testAppSecret' } as const

// Would catch: padding dropped, the wrong alphabet, a signature over the JSON instead of the encoded text.
test('the published vectors come out character for character', () => {
  expect(signPolicy(JSON.stringify(js.policyObject), js.secret)).toEqual({
    policy: js.policy,
    signature: js.signature,
  })
  expect(signPolicy(python.policyJson, python.secret)).toEqual({
    policy: python.policy,
    signature: python.signature,
  })
})

// Would catch: a policy that allows more than it has to, or lasts longer than an hour.
test('an app secret signs one hour of what the app needs', () => {
  const signed = createSigner().getSignedPolicy(secret, NOW)
  expect(decodePolicy(signed?.policy ?? '')).toEqual({
    ok: true,
    data: {
      expiry: (NOW + HOUR) / 1000,
      calls: ['pick', 'store', 'read', 'stat', 'convert', 'runWorkflow'],
    },
  })
})

// Would catch: a signature a request, or a policy that ends while its request is on the way.
test('a signed policy is used again until it has twenty minutes left', () => {
  const signer = createSigner()
  const first = signer.getSignedPolicy(secret, NOW)
  expect(signer.getSignedPolicy(secret, NOW + 39 * 60_000)).toEqual(first)
  expect(signer.getSignedPolicy(secret, NOW + 41 * 60_000)).not.toEqual(first)
})

// Would catch: one connection sending the policy of another, or of the secret it had before.
test('every secret has its own policy', () => {
  const signer = createSigner()
  const first = signer.getSignedPolicy(secret, NOW)
  expect(signer.getSignedPolicy({ kind: 'secret', appSecret: 'another' }, NOW)?.signature).not.toBe(
    first?.signature,
  )
})

// Would catch: a clock that was a day ahead leaving behind a policy that lasts a day.
test('a policy from before the clock was set back is not kept', () => {
  const signer = createSigner()
  signer.getSignedPolicy(secret, NOW + 24 * HOUR)
  const signed = decodePolicy(signer.getSignedPolicy(secret, NOW)?.policy ?? '')
  expect(signed.ok && signed.data.expiry).toBe((NOW + HOUR) / 1000)
})

const policyOf = (value: unknown): string => signPolicy(JSON.stringify(value), 's').policy
const good = { expiry: NOW / 1000 + 60, call: ['runWorkflow', 'convert'] }
const signature = 'ab'.repeat(32)
const check = (policy: string, signature: string): string | null => {
  const checked = checkSecurity({ security: { kind: 'policy', policy, signature } }, NOW)
  return checked.ok ? null : `${checked.error.code}: ${checked.error.message}`
}

// Would catch: a request spent on security that cannot work, or a refusal that does not say what is wrong.
test.each([
  [
    'the published policy',
    'eyJleHBpcnkiOjE1Nzc4OTk4MDB9',
    signature,
    'policy.expired: The policy of this connection ended on 1 January 2020, 17:30 UTC.',
  ],
  [
    'a missing call',
    policyOf({ ...good, call: ['read', 'runWorkflow'] }),
    signature,
    'policy.missingCall: The policy does not allow convert.',
  ],
  ['a cut policy', policyOf(good).slice(0, 30), signature, 'policy.unreadable'],
  ['a short signature', policyOf(good), 'abc', 'signature.malformed'],
  ['a signature with a stray letter', policyOf(good), `${signature.slice(1)}g`, 'signature.malformed'],
])('%s is told before anything is sent', (_name, policy, sign, told) => {
  expect(check(policy, sign)).toContain(told)
})

// Would catch: a refusal of what the service takes: no list of calls, blanks around a paste, capitals in a signature.
test('security that works is let through', () => {
  expect(check(policyOf(good), signature)).toBeNull()
  expect(check(policyOf({ expiry: good.expiry }), ` ${signature.toUpperCase()}\n`)).toBeNull()
  expect(checkSecurity({ security: { kind: 'none' } }, NOW).ok).toBe(true)
  expect(checkSecurity({ security: secret }, NOW).ok).toBe(true)
})
