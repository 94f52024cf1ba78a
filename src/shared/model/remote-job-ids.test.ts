import { expect, test } from 'vitest'
import { readRemoteJobIds, readWebhookJobIds } from './remote-job-ids.ts'

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

// Would catch: a webhook that some payloads write with `job`, or a pretty one, read line by line as bad sources; and a list of
// sources taken for a webhook.
test.each([
  [webhook(FIRST), [FIRST]],
  [`[${webhook(FIRST)},\n${webhook(SECOND)}]`, [FIRST, SECOND]],
  [JSON.stringify({ id: 1, action: 'fs.workflow', text: { job: FIRST } }, null, 2), [FIRST]],
  [
    `{"createdAt":"2019-10-24T20:50:38Z","jobid":"${FIRST}","sources":["x"],"status":"Started","workflow":"w"}`,
    [FIRST],
  ],
  ['{"id":61380634,"action":"fs.workflow","text":{"sources":["VJQTvCboRVivWJ2BpKgd"]}}', null],
  [`[{"job_id":"${FIRST}","url":"https://example.com/a.jpg"}]`, null],
  [`${FIRST}\n${SECOND}`, null],
  ['https://example.com/a.jpg', null],
])('a pasted webhook %s', (text, ids) => {
  expect(readWebhookJobIds(text)).toEqual(ids)
})
