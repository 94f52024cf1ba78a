import { beforeEach, expect, test, vi } from 'vitest'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import { DEFAULT_LIMITS, DEFAULT_STORE } from '#shared/model/connection-facts.ts'
import { DEFAULT_HOSTS, type Connection } from '#shared/model/connection.ts'
import { SAMPLE_LINES } from '#shared/text/samples.ts'
import {
  planDraft,
  looksLikeSources,
  toSourceInputs,
  summarizeDraft,
  useDraft,
  type DraftItem,
} from './index.ts'
import { startRun } from './start-run.ts'

const HANDLE = 'pR4oeS63QLmYIFNs2ZvZ'
const OTHER = 'A3pVxN7ySdGh2kLmT8Zw'
const PERHAPS = 'abcdefghijklmnopqrs'
const APP_SECRET = 'B6XIDWMSO5DTHEX3NYG5XTQL2U'
const POLICY = 'eyJleHBpcnkiOjE1Nzc4OTk4MDB9'

const connection: Connection = {
  id: 'c1',
  name: 'Shop',
  apiKey: 'At39kDB2eTYCbxuESgayWs',
  production: false,
  colour: 'blue',
  hosts: DEFAULT_HOSTS,
  sourceEncoding: 'percent',
  store: DEFAULT_STORE,
  limits: DEFAULT_LIMITS,
  secretParameters: [],
  security: { kind: 'secret', available: true },
  sandbox: false,
}

type Main = Record<string, (input: never) => unknown>

/** Main's side of the bridge: it knows one app secret. */
function bridge(routes: Main = {}): Main {
  const main: Main = {
    'connections.screen': ({ words }: { words: string[] }) => ({
      ok: true,
      data: words.flatMap((word, index) => (word === APP_SECRET ? [index] : [])),
    }),
    'workflows.list': () => ({ ok: true, data: [] }),
    ...routes,
  }
  const request = (route: string, input: unknown): Promise<unknown> =>
    Promise.resolve(main[route]?.(input as never))
  vi.stubGlobal('window', { api: { request, on: () => () => undefined, countOnDisk: () => 0 } })
  return main
}

const draft = () => useDraft.getState()
const kinds = () =>
  draft().items.map((item) => `${item.line} ${item.kind === 'line' ? item.recognition.kind : item.kind}`)
const textOf = (item: DraftItem) => (item.kind === 'file' ? item.file.name : item.text)

beforeEach(() => {
  bridge()
  useConnections.setState({ list: [connection], activeId: 'c1' })
  draft().clear()
})

// Would catch: an app secret pasted among the sources that stays in the window, or is sent as a handle.
test('an app secret that only main knows leaves no trace in the draft', async () => {
  await draft().addText(`${HANDLE}\n${APP_SECRET}\nhttps://cdn.filestackcontent.com/${OTHER}`)
  expect(kinds()).toEqual(['1 source', '2 secret', '3 source'])
  expect(JSON.stringify(draft())).not.toContain(APP_SECRET)
})

// Would catch: a policy, a signature or an API key kept beside the sentence that says it was not.
test('policies, signatures and API keys leave no trace in the draft', async () => {
  const signature = '428c3b32063f2081ec1ee3a703d05ce19883849adb4c90224367fe9707b3d808'
  await draft().addText([POLICY, signature, connection.apiKey].join('\n'))
  expect(kinds()).toEqual(['1 secret', '2 secret', '3 secret'])
  const kept = JSON.stringify(draft())
  for (const secret of [POLICY, signature, connection.apiKey]) expect(kept).not.toContain(secret)
})

// Would catch: lines taken although nobody could say whether one of them is a secret.
test('nothing is added when the lines cannot be checked, and that is said', async () => {
  bridge({ 'connections.screen': () => ({ ok: false, error: { code: 'app.unexpected' } }) })
  await draft().addText(HANDLE)
  expect(draft().items).toEqual([])
  expect(draft().notice).toEqual({ kind: 'notChecked' })
})

// Would catch: a second paste that begins at line 1 again, so that “duplicate of line 1” names the wrong one.
test('line numbers go on from paste to paste, and blank lines count', async () => {
  await draft().addText(`${HANDLE}\n\n${PERHAPS}\n`)
  await draft().addText(`\r\n${HANDLE}`)
  expect(kinds()).toEqual(['1 source', '3 perhaps', '5 source'])
  expect(draft().items.at(-1)?.duplicateOf?.line).toBe(1)
})

// Would catch: a long paste cut between chunks at the wrong place: lines lost, doubled or numbered wrong.
test('1,234 lines with every kind of line break are all there, each with its number', async () => {
  const breaks = ['\n', '\r\n', '\r']
  const lines = Array.from({ length: 1234 }, (_, index) => `src://catalogue/${index + 1}.png`)
  await draft().addText(lines.map((line, index) => line + breaks[index % 3]).join(''))
  expect(draft().items.map((item) => `${item.line} ${textOf(item)}`)).toEqual(
    lines.map((text, index) => `${index + 1} ${text}`),
  )
})

// Would catch: two pastes whose answers overtake one another.
test('two pastes keep their order, and a clear while they are read leaves nothing', async () => {
  const first = draft().addText(`${HANDLE}\n`.repeat(3))
  const second = draft().addText(OTHER)
  expect(draft().reading).toBe(2)
  await Promise.all([first, second])
  expect(draft().items.map(textOf)).toEqual([HANDLE, HANDLE, HANDLE, OTHER])
  expect(draft().reading).toBe(0)
  const late = draft().addText(HANDLE)
  draft().clear()
  await late
  expect(draft().items).toEqual([])
})

// Would catch: an empty paste that looks as if nothing had happened.
test.each(['', ' \n\t ', '\u200B\n\u200B'])('an empty paste gives a notice: %j', async (text) => {
  await draft().addText(text)
  expect(draft().notice).toEqual({ kind: 'emptyPaste' })
})

// Would catch: a sample that is not recognised, or not counted.
test('the three samples are one handle, one URL and one alias path, all ready', async () => {
  await draft().addText(SAMPLE_LINES.join('\n'))
  expect(toSourceInputs(planDraft(draft().items)).map(({ kind }) => kind)).toEqual(['handle', 'url', 'alias'])
  expect(summarizeDraft(draft().items)).toMatchObject({ taken: 3, open: 0, duplicates: 0 })
})

const CREATED = { id: 'run-1', connectionId: 'c1', workflowId: 'w', state: 'running', counts: {}, total: 1 }

// Would catch: a double click, or ⌘⏎ held down, that starts (and bills) everything twice.
test('a run is asked for once while main has not answered', async () => {
  const answers: ((answer: unknown) => void)[] = []
  const create = vi.fn<(input: { sources: unknown[] }) => Promise<unknown>>(
    () => new Promise((resolve) => answers.push(resolve)),
  )
  bridge({ 'runs.create': create })
  await draft().addText(HANDLE)
  const first = startRun('c1', 'w')
  expect(await startRun('c1', 'w')).toBeNull()
  expect(draft().starting).toBe(true)
  await vi.waitFor(() => expect(answers).toHaveLength(1))
  answers[0]?.({ ok: true, data: CREATED })
  await first
  expect(create).toHaveBeenCalledTimes(1)
  expect(draft()).toMatchObject({ items: [], starting: false })
  expect(useRuns.getState().shown['c1']).toBe('run-1')
})

// Would catch: a row of a list that does not come back, since another row has its source; or one that is billed twice.
test('rows that repeat a source are sent to main with their labels, pasted lines are not', async () => {
  const create = vi.fn(() => ({ ok: true, data: CREATED }))
  bridge({ 'runs.create': create })
  const rows = [HANDLE, OTHER, HANDLE].map((text, index) => ({
    row: index + 2,
    text,
    labels: { sku: `A-${index}` },
  }))
  await draft().addRows(rows, true, 'shop.csv')
  await draft().addText(OTHER)
  await startRun('c1', 'w')
  const [[sent] = []] = create.mock.calls as unknown as readonly [Record<string, readonly string[]>][]
  expect(sent).toMatchObject({ duplicates: [2], name: 'shop.csv' })
  expect(sent).not.toHaveProperty('known')
  expect(JSON.parse(sent?.['labels']?.[0] ?? '')).toEqual([{ sku: 'A-0' }, { sku: 'A-1' }, { sku: 'A-2' }])
})

// Would catch: a listing that becomes sources before anybody said where its objects are, or one that never does.
test('objects of a listing are sources once their alias is named', async () => {
  bridge()
  await draft().addText(
    '2026-11-24 10:12:13    12 shoes/a b.png\ngs://bucket/c.png\n2026-11-24 10:12:14    12 c.png',
  )
  expect(summarizeDraft(draft().items)).toMatchObject({ listed: 3, taken: 0 })
  draft().nameAlias('catalogue')
  expect(toSourceInputs(planDraft(draft().items))).toEqual([
    { kind: 'alias', alias: 'catalogue', path: 'shoes/a b.png' },
    { kind: 'alias', alias: 'catalogue', path: 'c.png' },
  ])
  expect(summarizeDraft(draft().items)).toMatchObject({ listed: 0, duplicates: 1 })
})

// Would catch: lines lost that still needed the person, or that came in while main was answering.
test('after a run the undecided lines and those added meanwhile stay', async () => {
  bridge({
    'runs.create': async () => {
      await draft().addText(OTHER)
      return { ok: true, data: CREATED }
    },
  })
  await draft().addText([HANDLE, HANDLE, PERHAPS, POLICY, 'not a source'].join('\n'))
  await startRun('c1', 'w')
  expect(draft().items.map(textOf)).toEqual([PERHAPS, 'not a source', OTHER])
})

// Would catch: sources gone although nothing was started.
test('a refused run leaves the draft as it was', async () => {
  bridge({ 'runs.create': () => ({ ok: false, error: { code: 'policy.expired' } }) })
  await draft().addText(HANDLE)
  const before = draft().items
  expect(await startRun('c1', 'w')).toMatchObject({ ok: false })
  expect(draft()).toMatchObject({ items: before, starting: false })
})

// Would catch: sources pasted where a workflow was chosen a moment ago that end as its name, or an id taken from it.
test('a paste is known to be meant for the sources, a workflow id is not', () => {
  for (const text of [HANDLE, `https://example.com/a.jpg`, 'src://alias/a.png', `${PERHAPS}\n${PERHAPS}`])
    expect(looksLikeSources(text), text).toBe(true)
  for (const text of ['', 'Moderation', '67d273c3-249c-4192-b228-9c3e1d003963', POLICY, PERHAPS])
    expect(looksLikeSources(text), text).toBe(false)
  const run = `https://cdn.filestackcontent.com/security=p:${POLICY},s:${'a'.repeat(64)}/run_workflow=id:67d273c3-249c-4192-b228-9c3e1d003963/${HANDLE}`
  expect(looksLikeSources(run)).toBe(false)
})
