import { expect, test } from 'vitest'
import { FakeClock } from '#main/lib/testing/fake-clock.ts'
import { createRedactor } from '#main/redact/redactor.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { EVENT_CHANNEL, type Events, type Topic } from '#shared/ipc/contract.ts'
import { unpackPayload } from '#shared/ipc/packed.ts'
import type { Job, JobState } from '#shared/model/job.ts'
import { createEventSender } from './events.ts'

interface Sent {
  readonly at: number
  readonly topic: string
  readonly payload: unknown
}

/** The sender on a clock that stands still until it is told, before a page that may be away. */
function setUp() {
  const sent: Sent[] = []
  const clock = new FakeClock(0)
  const page = {
    isDestroyed: () => false,
    send: (_channel: string, topic: string, payload: unknown) =>
      void sent.push({ at: clock.now(), topic, payload: unpackPayload(payload) }),
  }
  const state = { page: page as typeof page | null }
  const events = createEventSender({ page: () => state.page, clock, redact: createRedactor().redact })
  const passMs = (ms: number): void => clock.advance(ms)
  const of = <K extends Topic>(topic: K): readonly (Sent & { payload: Events[K] })[] =>
    sent.filter((message) => message.topic === topic) as (Sent & { payload: Events[K] })[]
  return { events, passMs, sent, of, state }
}

const SETTINGS: Events['settings.changed'] = {
  theme: 'system',
  panelWidth: 440,
  facetsShown: false,
  resumeWaiting: 'auto',
  knownFiles: 'ask',
  uploadFiles: 3,
  uploadParts: 6,
  keepOutputFiles: false,
  blurFlagged: true,
  retention: null,
  hasSeenFilesVanish: false,
  fileNamePattern: '{task}.{ext}',
  fileSidecars: false,
  firstResults: 10,
  jobColumns: [],
}

const job = (id: string, state: JobState): Job => ({
  id,
  runId: 'run',
  position: 0,
  connectionId: 'sandbox',
  workflowId: 'workflow',
  source: { kind: 'handle', handle: 'Q3pVxN7ySdGh2kLmT8Zw' },
  labels: {},
  uploadId: null,
  handle: null,
  state,
  remoteJobId: null,
  remoteStatus: null,
  createdAt: 0,
  sentAt: null,
  startedAt: null,
  endedAt: null,
  durationMs: null,
  polls: 0,
  slow: false,
  forgottenAt: null,
  error: null,
  verdict: 'none',
  summary: '',
  body: null,
  files: null,
  retryOf: null,
  attached: false,
  watching: true,
  acknowledged: false,
  tags: [],
  note: null,
})

// Would catch: one message per change, which freezes the page, or a list whose last change never arrives.
test('changes of jobs come at most ten times a second, the first at once and the last always', () => {
  const { events, passMs, of } = setUp()
  for (let step = 0; step < 1000; step += 1) {
    events.job(job(`job ${step % 50}`, step < 950 ? 'sending' : 'started'))
    passMs(1)
  }
  passMs(1000)
  const messages = of('jobs.changed')
  expect(messages[0]?.at).toBe(0)
  expect(messages.length).toBeLessThanOrEqual(11)
  expect(messages.every(({ at }, index) => index === 0 || at - (messages[index - 1]?.at ?? 0) >= 100)).toBe(
    true,
  )
  const last = new Map(messages.flatMap(({ payload }) => payload.jobs.map(({ id, state }) => [id, state])))
  expect([...last.values()]).toEqual(Array.from({ length: 50 }, () => 'started'))
})

// Would catch: an old state of a job sent after, or beside, its newest one.
test('a job that changed several times is sent once, in its newest state', () => {
  const { events, passMs, of } = setUp()
  events.job(job('a', 'ready'))
  for (const state of ['sending', 'started', 'finished'] as const) events.job(job('a', state))
  passMs(100)
  expect(of('jobs.changed').map(({ payload }) => payload.jobs.map(({ state }) => state))).toEqual([
    ['ready'],
    ['finished'],
  ])
})

// Would catch: a message that grows with the run, or one that hides that there was more.
test('a message has at most 500 jobs, and says when there were more', () => {
  const { events, passMs, of } = setUp()
  events.job(job('first', 'ready'))
  for (let index = 0; index < 700; index += 1) events.job(job(`job ${index}`, 'started'))
  passMs(100)
  events.job(job('later', 'ready'))
  passMs(100)
  const [, full, after] = of('jobs.changed').map(({ payload }) => payload)
  expect(full?.jobs.length).toBe(500)
  expect(full?.jobs.at(-1)?.id).toBe('job 699')
  expect(full?.more).toBe(true)
  expect(after).toMatchObject({ jobs: [{ id: 'later' }], more: false })
})

// Would catch: a command of the menu or a notice lost because another came in the same moment.
test('all commands and notices are sent, in order', () => {
  const { events, passMs, of } = setUp()
  for (const id of ['go.run', 'go.history', 'palette']) events.command(id)
  events.notice(appError('journal.diskFull'))
  events.notice(appError('network.offline'))
  passMs(1000)
  expect(of('app.command').map(({ payload }) => payload.id)).toEqual(['go.run', 'go.history', 'palette'])
  expect(of('app.notice').map(({ payload }) => payload.code)).toEqual(['journal.diskFull', 'network.offline'])
})

// Would catch: settings that arrive in the wrong order, so that the page shows an older theme.
test('only the newest settings are sent', () => {
  const { events, passMs, of } = setUp()
  for (const theme of ['light', 'dark', 'system'] as const) {
    events.settings({ ...SETTINGS, theme })
  }
  passMs(100)
  expect(of('settings.changed').map(({ payload }) => payload.theme)).toEqual(['light', 'system'])
})

// Would catch: a secret in the service's words that reaches the page with an event.
test('the words of the service are sent without secrets', () => {
  const { events, sent } = setUp()
  const link = 'https://bucket.s3.amazonaws.com/a.png?X-Amz-Signature=0123456789abcdef'
  events.job({
    ...job('a', 'failed'),
    summary: `see ${link}`,
    error: { ...appError('service.failed', { status: 'Failed' }), detail: link },
  })
  expect(JSON.stringify(sent)).not.toContain('0123456789abcdef')
  expect(sent).toHaveLength(1)
})

// Would catch: rows of a long list that pile up in main because nobody waits for the page.
test('files and rows are sent one message at a time, and the sender is notified of each', async () => {
  const { events, passMs, of } = setUp()
  const gone: number[] = []
  const send = async (row: number): Promise<void> => {
    const rows = [{ row, text: '', labels: {} }]
    await events.listRows({ listId: 'list', rows, problems: [], done: false, error: null })
    gone.push(row)
  }
  const sending = [1, 2, 3].map(send)
  await sending[0]
  expect([gone, of('lists.rows').length]).toEqual([[1], 1])
  passMs(100)
  await sending[1]
  expect([gone, of('lists.rows').length]).toEqual([[1, 2], 2])
  passMs(100)
  await Promise.all(sending)
  expect(of('lists.rows').map(({ payload }) => payload.rows[0]?.row)).toEqual([1, 2, 3])
})

// Would catch: an exception because the window was closed while a run goes on.
test('without a page nothing is sent, and nothing fails', () => {
  const { events, passMs, sent, state } = setUp()
  state.page = null
  events.job(job('a', 'ready'))
  passMs(100)
  expect(sent).toEqual([])
  expect(EVENT_CHANNEL).toBe('flowbench:event')
})

// Would catch: a gauge told with every request, the last word of it lost, or one connection's in place of another's.
test('the newest rate status of each connection is sent, at most ten times a second', () => {
  const { events, passMs, of } = setUp()
  const pace = (connectionId: string, inFlight: number) =>
    events.rateStatus({
      connectionId,
      inFlight,
      closedUntil: null,
      because: null,
      allowed: 8,
      perSecond: inFlight,
    })
  for (let at = 0; at < 100; at++) {
    pace('a', at)
    pace('b', at + 1000)
    passMs(10)
  }
  passMs(1000)
  const told = of('rateStatuses.changed')
  expect(told.length).toBeLessThanOrEqual(12)
  const last = new Map(
    told.flatMap(({ payload }) =>
      payload.rateStatuses.map((each) => [each.connectionId, each.inFlight] as const),
    ),
  )
  expect([...last]).toEqual([
    ['a', 99],
    ['b', 1099],
  ])
})
