import { expect, test } from 'vitest'
import type { Credentials } from '#main/filestack/client.ts'
import { ok } from '#shared/model/result.ts'
import { checkRun } from './check-run.ts'

const NOW = Date.UTC(2026, 10, 24, 12)
const HOUR_MS = 3_600_000
const RUN = { workflowId: '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1101', jobs: 1, uploads: 1 }

function check(leftMs: number) {
  const policy = Buffer.from(JSON.stringify({ expiry: (NOW + leftMs) / 1000 })).toString('base64')
  const hosts = { cdn: 'https://a.test', api: 'https://a.test', upload: 'https://a.test' }
  const security = { kind: 'policy', policy, signature: 'ab'.repeat(32) } as const
  const credentials: Credentials = { apiKey: 'key', hosts, sourceEncoding: 'percent', security }
  const { blocked, warnings } = checkRun(ok(credentials), RUN, NOW)
  return [blocked?.code ?? null, warnings.map(({ code }) => code)]
}

// Would catch: a run refused before any request because of a clock of ours that is ahead, or an ended policy that is not told.
test('a policy that ended within a day by our clock alone warns, an older one blocks', () => {
  expect(check(48 * HOUR_MS)).toEqual([null, []])
  expect(check(HOUR_MS / 2)).toEqual([null, ['policy.endsSoon']])
  expect(check(-HOUR_MS)).toEqual([null, ['policy.expired']])
  expect(check(-25 * HOUR_MS)).toEqual([null, ['policy.expired']])
  expect(check(-27 * HOUR_MS)).toEqual(['policy.expired', []])
})
