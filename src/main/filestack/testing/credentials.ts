import type { Credentials } from '#main/filestack/client.ts'

/** A connection to a test server, without security unless a test adds some. */
export function createTestCredentials(
  url: string,
  security: Credentials['security'] = { kind: 'none' },
): Credentials {
  return {
    apiKey: 'At39kDB2eTYCbxuESgayWs',
    hosts: { cdn: url, api: url, upload: url },
    sourceEncoding: 'percent',
    security,
  }
}

export const WORKFLOW = '67d273c3-249c-4192-b228-9c3e1d003963'
export const JOBID = '7dba00f5-aee2-4f65-bd16-631e626b3c93'
export const HANDLE = { kind: 'handle', handle: 'pR4oeS63QLmYIFNs2ZvZ' } as const
export const STARTED = `{"jobid":"${JOBID}","status":"Started","createdAt":"2019-10-24T20:50:38.695634422Z"}`
export const NEVER_ABORTED = new AbortController().signal
