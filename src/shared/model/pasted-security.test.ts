import { expect, test } from 'vitest'
import { normalizePolicy, readPastedSecurity } from './pasted-security.ts'

const POLICY = 'eyJleHBpcnkiOjE4OTM0NTYwMDB9'
const PADDED = 'eyJleHBpcnkiOjE4OTM0NTYwMDAsImNhbGwiOlsiY29udmVydCJdfQ=='
const SIGNATURE = 'ab'.repeat(32)
const KEY = 'AbcDefGhiJklMnoPqrStz'

// Would catch: a form that people have and that has to be taken apart by hand.
test.each([
  [`security=p:${POLICY},s:${SIGNATURE}`, { policy: POLICY, signature: SIGNATURE }],
  [`p:${POLICY},s:${SIGNATURE}`, { policy: POLICY, signature: SIGNATURE }],
  [`security=policy:${POLICY},signature:${SIGNATURE}`, { policy: POLICY, signature: SIGNATURE }],
  [`?policy=${POLICY}&signature=${SIGNATURE}`, { policy: POLICY, signature: SIGNATURE }],
  [JSON.stringify({ policy: POLICY, signature: SIGNATURE }), { policy: POLICY, signature: SIGNATURE }],
  [
    `https://cdn.filestackcontent.com/${KEY}/security=p:${POLICY},s:${SIGNATURE}/run_workflow=id:1/handle`,
    { apiKey: KEY, policy: POLICY, signature: SIGNATURE },
  ],
  [`p:${POLICY}`, { policy: POLICY }],
  [`"p:${POLICY}"`, { policy: POLICY }],
  [`s:${SIGNATURE}`, { signature: SIGNATURE }],
  [POLICY, null],
  [SIGNATURE, null],
  ['a word', null],
])('%s', (pasted, read) => {
  expect(readPastedSecurity(pasted)).toEqual(read)
})

// Would catch: a policy that the service refuses because its copy lost the padding or kept its quotes.
test.each([
  [PADDED, PADDED],
  [PADDED.replace(/=+$/, ''), PADDED],
  [`"${PADDED}"`, PADDED],
  [`'${PADDED.replace(/=+$/, '')}',`, PADDED],
  [PADDED.replaceAll('=', '%3D'), PADDED],
  [`${PADDED.slice(0, 20)}\n${PADDED.slice(20)}`, PADDED],
  [`p:${POLICY}`, POLICY],
  ['no policy!', 'nopolicy!'],
])('%j becomes %s', (pasted, policy) => {
  expect(normalizePolicy(pasted)).toBe(policy)
})
