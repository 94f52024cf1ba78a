import { expect, test } from 'vitest'
import { JournalError } from '#main/storage/journal/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { createRedactor } from '#main/redact/redactor.ts'
import { fail, ok } from '#shared/model/result.ts'
import { createDispatch, type Handlers } from './dispatch.ts'
import { isAllowedFrame } from './gate.ts'

const ORIGIN = 'app://flowbench'
const top = { parent: null, origin: ORIGIN }

// Would catch: a frame, a foreign page or the developer tools asking in the name of the page.
test.each([
  ['the page itself', top, true],
  ['an iframe of the page', { parent: top, origin: ORIGIN }, false],
  ['an iframe of a foreign origin', { parent: top, origin: 'https://evil.example' }, false],
  ['a window of a foreign origin', { parent: null, origin: 'https://evil.example' }, false],
  ['another host of our scheme', { parent: null, origin: 'app://evil' }, false],
  ['an origin that begins like ours', { parent: null, origin: 'app://flowbench.evil' }, false],
  ['the developer tools', { parent: null, origin: 'devtools://devtools' }, false],
  ['a sandboxed document', { parent: null, origin: 'null' }, false],
  ['a frame that is gone', null, false],
])('%s may make a request: %s', (_who, frame, allowed) => {
  expect(isAllowedFrame(frame, ORIGIN)).toBe(allowed)
})

/** The dispatcher over some handlers; the rest would be a bug of the test. */
function dispatchOver(handlers: Partial<Handlers>) {
  const bugs: unknown[] = []
  const redactor = createRedactor()
  redactor.learn('planted-secret-word')
  const dispatch = createDispatch(handlers as Handlers, {
    redact: redactor.redact,
    onBug: (_route, cause) => bugs.push(cause),
  })
  return { dispatch, bugs }
}

// Would catch: a name taken from the page that reaches something which is no route (a method of Object, say).
test.each(['nope', '__proto__', 'constructor', 'toString', '', 7, null, ['app.info']])(
  'the route %j is refused',
  async (name) => {
    const { dispatch } = dispatchOver({})
    expect(await dispatch(name, undefined)).toEqual(fail(appError('ipc.refused')))
  },
)

// Would catch: input that reaches a handler unparsed, or with more in it than the schema knows.
test('a handler gets parsed input only', async () => {
  const seen: unknown[] = []
  const { dispatch } = dispatchOver({
    'app.openExternal': (input) => {
      seen.push(input)
      return ok(null)
    },
  })
  expect(await dispatch('app.openExternal', { url: 'https://example.com/', also: 'this' })).toEqual(ok(null))
  expect(await dispatch('app.openExternal', { url: 'file:///etc/passwd' })).toMatchObject({
    ok: false,
    error: { code: 'ipc.invalid' },
  })
  expect(await dispatch('app.openExternal', null)).toMatchObject({ error: { code: 'ipc.invalid' } })
  expect(seen).toEqual([{ url: 'https://example.com/' }])
})

// Would catch: an exception that crosses to the page with its text, or that nobody hears of.
test('a bug becomes one plain sentence, and is reported', async () => {
  const bug = new TypeError('planted-secret-word of undefined')
  const { dispatch, bugs } = dispatchOver({ 'jobs.get': () => Promise.reject(bug) })
  expect(await dispatch('jobs.get', { jobId: '1' })).toEqual(fail(appError('app.unexpected')))
  expect(bugs).toEqual([bug])
})

// Would catch: a full disk shown as “something went wrong”.
test('a failure of the journal is answered with its error', async () => {
  const full = new JournalError(appError('journal.diskFull'))
  const { dispatch, bugs } = dispatchOver({ 'jobs.get': () => Promise.reject(full) })
  expect(await dispatch('jobs.get', { jobId: '1' })).toEqual(fail(appError('journal.diskFull')))
  expect(bugs).toEqual([])
})

// Would catch: the service's words carrying a secret to the page.
test('errors are sent without secrets', async () => {
  const { dispatch } = dispatchOver({
    'jobs.get': () =>
      fail({
        ...appError('service.errorInBody', { reason: 'planted-secret-word is wrong' }),
        detail: 'planted-secret-word',
      }),
  })
  const answer = JSON.stringify(await dispatch('jobs.get', { jobId: '1' }))
  expect(answer).toContain('… is wrong')
  expect(answer).not.toContain('planted-secret-word')
})
