import { expect, test } from 'vitest'
import { readRemoteJobIds } from './remote-job-ids.ts'

const FIRST = '3cd1c3f6-6d24-4c8f-8e0a-5d6a4b2f9a11'
const SECOND = '9ab1c3f6-6d24-4c8f-8e0a-5d6a4b2f9a22'
const webhook = (jobid: string): string =>
  JSON.stringify({
    id: 77,
    action: 'fp.workflow',
    text: { workflow: '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1101', jobid },
  })

// Would catch: an id that is not taken as people have it, or the id of something else that is taken for one of a job.
test.each([
  [`${FIRST}\n${SECOND}`, [FIRST, SECOND]],
  [`["${FIRST}", '${SECOND}']`, [FIRST, SECOND]],
  [`  “${FIRST}”, ${FIRST} `, [FIRST]],
  [`${webhook(FIRST)}\n${webhook(SECOND)}`, [FIRST, SECOND]],
  [`https://cdn.filestackcontent.com/KEY/workflow_status=job_id:${FIRST}`, [FIRST]],
  ['nothing that looks like an id', []],
])('%s', (text, ids) => {
  expect(readRemoteJobIds(text)).toEqual(ids)
})
