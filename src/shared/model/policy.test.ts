import { expect, test } from 'vitest'
import js from '#shared/fixtures/vector.policy.js.json' with { type: 'json' }
import python from '#shared/fixtures/vector.policy.python_padded.json' with { type: 'json' }
import { dateInWords, decodePolicy, policyBlocks, policyEndsSoon, policyUnreadable } from './policy.ts'

const PUBLISHED = 'eyJleHBpcnkiOjE1Nzc4OTk4MDB9'
const decoded = (encoded: string) => {
  const result = decodePolicy(encoded)
  if (!result.ok) throw new Error(`unreadable: ${result.error}`)
  return result.data
}
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const NOW = Date.UTC(2026, 10, 24)

// Would catch: a decoder that loses a key, or trips over padding or JSON with blanks.
test('both published vectors decode to what they were made of', () => {
  const { call, ...limits } = js.policyObject
  expect(decoded(js.policy)).toEqual({ ...limits, calls: call })
  expect(decoded(python.policy)).toEqual({ expiry: 1562763146, calls: ['read'] })
})

// Would catch: a policy refused for its alphabet, its padding, an escape or blanks around it.
test('padding, alphabet, escapes and blanks around make no difference', () => {
  const value = { expiry: 1893456000, path: '/ü/>>>???' }
  const standard = Buffer.from(JSON.stringify(value)).toString('base64')
  expect(standard).toMatch(/[+/]/)
  const variants = [
    standard,
    standard.replace(/=+$/, ''),
    encoded(value),
    ` ${standard}\n`,
    encodeURIComponent(standard),
  ]
  for (const variant of variants) expect(decoded(variant)).toEqual({ ...value, calls: null })
})

// Would catch: an expired policy that is only found out by a spent request, or told as a number.
test('the published policy ended, told with the date in words', () => {
  expect(dateInWords(decoded(PUBLISHED).expiry)).toBe('1 January 2020, 17:30 UTC')
  expect(policyBlocks(decoded(PUBLISHED), NOW)).toMatchObject({
    code: 'policy.expired',
    message: expect.stringContaining('1 January 2020, 17:30 UTC'),
  })
})

// Would catch: the last second counted as still open, or a policy without the two calls taken as good.
test('what blocks a run', () => {
  const at = (expiry: number, call?: readonly string[]) =>
    policyBlocks(decoded(encoded({ expiry, call })), NOW)?.code
  const seconds = NOW / 1000
  expect(at(seconds)).toBe('policy.expired')
  expect(at(seconds + 1)).toBeUndefined()
  expect(at(seconds + 1, ['runWorkflow', 'convert', 'read'])).toBeUndefined()
  expect(at(seconds + 1, ['convert'])).toBe('policy.missingCall')
  expect(policyBlocks(decoded(encoded({ expiry: seconds + 1, call: ['read'] })), NOW)?.message).toContain(
    'runWorkflow and convert',
  )
})

// Would catch: a long run started minutes before the policy ends without a word.
test('a policy that ends within the hour is told, one that has ended is not told twice', () => {
  const soon = (left: number) => policyEndsSoon({ expiry: NOW / 1000 + left, calls: null }, NOW)?.code
  expect(soon(3600)).toBe('policy.endsSoon')
  expect(soon(3601)).toBeUndefined()
  expect(soon(0)).toBeUndefined()
})

// Would catch: an exception, or a wrong reason, for a policy that was copied wrongly.
test.each([
  ['', 'empty'],
  ['  ', 'empty'],
  ['not a policy', 'notBase64'],
  [PUBLISHED.slice(0, -3), 'notBase64'],
  [PUBLISHED.slice(0, -4), 'notJson'],
  ['_w', 'notBase64'],
  [encoded('text'), 'notAnObject'],
  [encoded([1]), 'notAnObject'],
  [encoded(null), 'notAnObject'],
  [encoded({}), 'noExpiry'],
  [encoded({ expiry: 'soon' }), 'noExpiry'],
  [encoded({ expiry: true }), 'noExpiry'],
  [encoded({ expiry: [1893456000] }), 'noExpiry'],
  [encoded({ expiry: 1893456000, call: { read: true } }), 'badCalls'],
  [encoded({ expiry: 1893456000, call: [1] }), 'badCalls'],
] as const)('%j cannot be read: %s', (text, fault) => {
  const result = decodePolicy(text)
  expect(result).toEqual({ ok: false, error: fault })
  expect(policyUnreadable(fault).message).not.toContain('{')
})
