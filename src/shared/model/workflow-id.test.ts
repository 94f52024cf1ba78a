import { expect, test } from 'vitest'
import published from '#shared/fixtures/urls.published.json' with { type: 'json' }
import { checkWorkflowId, workflowIdOfRunUrl } from './workflow-id.ts'

const ID = '67d273c3-249c-4192-b228-9c3e1d003963'

// Would catch: an id with a space or a slash that is sent, and an odd but possible one that is refused.
test.each([
  [ID, null],
  [`  ${ID}\n`, null],
  [ID.toUpperCase(), null],
  ['687r07d2-5f84-44a0-b20b-1c29a1deb2ab', 'workflow.unusualId'],
  ['moderation', 'workflow.unusualId'],
  ['a'.repeat(128), 'workflow.unusualId'],
])('%j can be run, warned of: %s', (typed, warning) => {
  const check = checkWorkflowId(typed)
  expect([check.blocked, check.warning?.code ?? null]).toEqual([null, warning])
})

test.each([
  ['', 'workflow.missing'],
  ['  \t', 'workflow.missing'],
  ['67d273c3 249c', 'workflow.invalidId'],
  [`${ID} ${ID}`, 'workflow.invalidId'],
  ['a\u00A0b', 'workflow.invalidId'],
  ['workflows/67d273c3', 'workflow.invalidId'],
  ['67d273c3?x', 'workflow.invalidId'],
  ['67d273c3,x:y', 'workflow.invalidId'],
  ['a'.repeat(129), 'workflow.invalidId'],
])('%j is refused: %s', (typed, code) => {
  expect(checkWorkflowId(typed)).toMatchObject({ blocked: { code }, warning: null })
})

// Would catch: a pasted run URL whose policy or source ends up in the id.
test('the id is read out of every published run URL', () => {
  const ids = published.run.examples.map((example) => workflowIdOfRunUrl(` ${example.url}\n`))
  expect(ids).toEqual([ID, '67d273c3-249c-4192-b228-9c3e1d003023', '67d273c3-249c-4192-b228-9c3e1d003023'])
})

test.each([
  ...published.status.examples.map((example) => example.url),
  'https://example.com/a.png',
  'https://cdn.filestackcontent.com/run_workflow=id:/pR4oeS63QLmYIFNs2ZvZ',
  ID,
  '',
])('%j is no run URL', (pasted) => {
  expect(workflowIdOfRunUrl(pasted)).toBeNull()
})
