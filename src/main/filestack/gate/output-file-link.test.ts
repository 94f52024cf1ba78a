import { expect, test } from 'vitest'
import { decodePolicy } from '#shared/model/policy.ts'
import { toSignedFileUrl } from '#main/filestack/file-url.ts'
import { createSigner } from '#main/filestack/security.ts'
import { createTestCredentials } from '#main/filestack/testing/credentials.ts'
import { isOutputFilePath } from './output-file-link.ts'

const CDN = 'https://cdn.filestackcontent.com'
const HANDLE = 'Q3pVxN7ySdGh2kLmT8Zw'
const NOW = Date.UTC(2026, 10, 24, 12)
const credentials = createTestCredentials(CDN, { kind: 'secret', appSecret: 'a-secret' })
const KEY = credentials.apiKey
const sign = (link: string): string | null => toSignedFileUrl(link, credentials, createSigner(), NOW)

// Would catch: a look at a result that starts a billed job or a billed conversion, or reads with our rights elsewhere.
test.each([
  [`${CDN}/${KEY}/run_workflow=id:w/${HANDLE}`],
  [`${CDN}/${KEY}/run_workflow%3Did:w/${HANDLE}`],
  [`${CDN}/${KEY}/security=p:e30=,s:ab/run_workflow=id:w/${HANDLE}`],
  [`${CDN}/run_workflow=id:w/${HANDLE}`],
  [`${CDN}/${KEY}/resize=width:9/${HANDLE}`],
  [`${CDN}/tags/${HANDLE}`],
  [`${CDN}/${KEY}/tags/${HANDLE}`],
  [`${CDN}/${KEY}/wf://w/j/../../run_workflow=id:w`],
  [`${CDN}/${KEY}/wf://w/j/h/run_workflow=id:w`],
  [`${CDN}/${KEY}/wf://../j/h`],
  [`${CDN}/${KEY}/workflow_status=job_id:j`],
  [`${CDN}/${KEY}/https://example.com/a.png`],
  [`${CDN}/${KEY}/b64://aHR0cHM6Ly9leGFtcGxlLmNvbQ==`],
  [`${CDN}/${KEY}/src://alias/a.png`],
  [`${CDN}/another-key/wf://w/j/h`],
  [`${CDN}/${HANDLE}?x=1`],
  [`${CDN}/${HANDLE}#x`],
  [`${CDN}.evil.example/${HANDLE}`],
  [`${CDN}@evil.example/${HANDLE}`],
  [`http://127.0.0.1/${HANDLE}`],
])('%s is no produced file', (link) => {
  expect(sign(link)).toBeNull()
})

const policyIn = (url: string | null) => {
  const read = decodePolicy(/security=p:([^,]+),/.exec(url ?? '')?.[1] ?? '')
  return read.ok ? read.data : null
}

// Would catch: a read that carries the right to run, store or change; a policy of the link kept.
test.each([
  [`${CDN}/${KEY}/wf://w-1/j-2/h3`, {}],
  [`${CDN}/${KEY}/security=p:e30=,s:ab/wf://w-1/j-2/h3`, {}],
  [`${CDN}/${HANDLE}`, { handle: HANDLE }],
  [`${CDN}/${KEY}/${HANDLE}.png`, { handle: HANDLE }],
])('%s is signed for reading alone', (link, limits) => {
  const url = sign(link)
  expect(policyIn(url)).toEqual({ expiry: NOW / 1000 + 3600, calls: ['read'], ...limits })
  expect(url).not.toContain('e30=')
  expect(isOutputFilePath((url ?? '').slice(CDN.length))).toBe(true)
})
