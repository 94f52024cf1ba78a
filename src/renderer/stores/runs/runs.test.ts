import { beforeEach, expect, test, vi } from 'vitest'
import type { Events } from '#shared/ipc/contract.ts'
import type { Run } from '#shared/model/run.ts'
import { subscribeRuns, useRuns } from './index.ts'
import { createRun, NO_JOBS } from './testing/create-run.ts'

const runOf = (id: string, connectionId: string, createdAt: number, state: Run['state'] = 'running'): Run =>
  createRun({ id, connectionId, createdAt, state })

interface Answers {
  readonly active: readonly Run[]
  readonly all?: readonly Run[]
  readonly resumed?: { readonly waiting: number; readonly watching: number } | null
}

let send: (payload: Events['runs.changed']) => void = () => undefined

function bridge({ active, all = active, resumed = null }: Answers): void {
  const answer = (route: string, input: { active?: boolean }): unknown => {
    if (route === 'app.info') return { resumed }
    return input.active === true ? active : all
  }
  vi.stubGlobal('window', {
    api: {
      request: (route: string, input: object) => Promise.resolve({ ok: true, data: answer(route, input) }),
      on: (_topic: string, callback: typeof send) => {
        send = callback
        return () => undefined
      },
    },
  })
}

beforeEach(() => useRuns.setState({ runs: {}, samples: {}, shown: {} }))

// Would catch: a running batch that is nowhere to be seen after a restart, or an older one in its place.
test('at start the newest active run of each connection is shown', async () => {
  bridge({ active: [runOf('old', 'a', 1), runOf('new', 'a', 2), runOf('other', 'b', 1)] })
  await useRuns.getState().load()
  expect(useRuns.getState().shown).toEqual({ a: 'new', b: 'other' })
})

// Would catch: jobs from last time that ended before the window asked, and a Run screen that knows nothing of them.
test('a run of last time that was resumed is shown even when it has ended in the meantime', async () => {
  const ended = runOf('r', 'a', 1, 'done')
  bridge({ active: [], all: [ended], resumed: { waiting: 0, watching: 2 } })
  await useRuns.getState().load()
  expect(useRuns.getState().shown).toEqual({ a: 'r' })
})

// Would catch: every start of the app hiding the source area behind the last batch.
test('a start without resumed runs shows no ended run', async () => {
  bridge({ active: [], all: [runOf('r', 'a', 1, 'done')] })
  await useRuns.getState().load()
  expect(useRuns.getState().shown).toEqual({})
})

// Would catch: a rate that counts the time of a pause.
test('samples start anew after a pause', () => {
  bridge({ active: [] })
  subscribeRuns()
  const run = runOf('r', 'a', 1)
  send({ runs: [run] })
  send({ runs: [{ ...run, counts: { ...NO_JOBS, finished: 1, queued: 1 } }] })
  expect(useRuns.getState().samples['r']).toHaveLength(2)
  send({ runs: [{ ...run, state: 'paused' }] })
  expect(useRuns.getState().samples['r']).toBeUndefined()
  send({ runs: [run] })
  expect(useRuns.getState().samples['r']).toHaveLength(1)
})

// Would catch: an export of webhooks with more ids than one request takes, which is refused as a whole.
test('very many ids are attached in portions, and their reports are one', async () => {
  const asked: number[] = []
  vi.stubGlobal('window', {
    api: {
      request: (_route: string, { remoteJobIds }: { remoteJobIds: readonly string[] }) => {
        asked.push(remoteJobIds.length)
        const unattached = remoteJobIds.slice(0, 1).map((remoteJobId) => ({ remoteJobId }))
        return Promise.resolve({ ok: true, data: { attached: remoteJobIds.length - 1, unattached } })
      },
      on: () => () => undefined,
    },
  })
  const ids = Array.from({ length: 2500 }, (_, at) => `job-${at}`)
  const answer = await useRuns.getState().attachUnknown('run', ids)
  expect(asked).toEqual([1000, 1000, 500])
  expect(answer).toMatchObject({
    ok: true,
    data: {
      attached: 2497,
      unattached: [{ remoteJobId: 'job-0' }, { remoteJobId: 'job-1000' }, { remoteJobId: 'job-2000' }],
    },
  })
})
