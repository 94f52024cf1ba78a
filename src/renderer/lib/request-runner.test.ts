import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { RequestRunner, type RequestTiming } from './request-runner.ts'

interface Sent {
  readonly signal: AbortSignal
  readonly answer: (result: Result<string>) => void
  readonly reject: (error: Error) => void
}

let runner: RequestRunner<readonly string[], string>
let sent: Sent[]

beforeEach(() => {
  vi.useFakeTimers()
  runner = new RequestRunner()
  sent = []
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** Starts a request for a key; each attempt waits in `sent` for its answer. */
function start(key: string, timing: RequestTiming = {}): () => void {
  return runner.start(
    [key],
    () => (signal) =>
      new Promise((resolve, reject) => {
        sent.push({ signal, answer: resolve, reject })
      }),
    () => timing,
  )
}

async function answer(attempt: number, result: Result<string>): Promise<void> {
  sent[attempt]?.answer(result)
  await vi.advanceTimersByTimeAsync(0)
}

describe('one request', () => {
  it('keeps the answer with its key, and notifies subscribers', async () => {
    const onChange = vi.fn<() => void>()
    runner.subscribe(onChange)
    start('a')
    expect(runner.getAnswer()).toBeNull()
    await answer(0, ok('of a'))
    expect(runner.getAnswer()).toEqual({ key: ['a'], data: 'of a', error: null })
    expect(onChange).toHaveBeenCalledTimes(1)
  })

  it('keeps an expected failure as the error', async () => {
    start('a')
    await answer(0, fail(appError('ipc.refused')))
    expect(runner.getAnswer()).toMatchObject({ data: null, error: { code: 'ipc.refused' } })
  })

  // Catches: a request that rejects leaves the screen loading for ever.
  it('turns a rejection into an unexpected error', async () => {
    start('a')
    sent[0]?.reject(new Error('the worker died'))
    await vi.advanceTimersByTimeAsync(0)
    expect(runner.getAnswer()?.error).toMatchObject({
      code: 'app.unexpected',
      detail: 'Error: the worker died',
    })
  })
})

describe('late answers', () => {
  // Catches: a slow answer for the key before replaces the answer of the present one.
  it('are dropped when the key has changed', async () => {
    const stop = start('a')
    stop()
    start('b')
    await answer(1, ok('of b'))
    await answer(0, ok('of a'))
    expect(runner.getAnswer()).toMatchObject({ key: ['b'], data: 'of b' })
  })

  it('are dropped after the end, and the signal says so', async () => {
    const stop = start('a')
    expect(sent[0]?.signal.aborted).toBe(false)
    stop()
    expect(sent[0]?.signal.aborted).toBe(true)
    await answer(0, ok('of a'))
    expect(runner.getAnswer()).toBeNull()
  })

  // Catches: an event brought the newer state, and the answer of before overwrites it.
  it('do not overwrite data that came by another way', async () => {
    start('a')
    runner.replace('from an event')
    await answer(0, ok('older'))
    expect(runner.getAnswer()).toEqual({ key: ['a'], data: 'from an event', error: null })
  })

  it('keep the signal open: only the end of the key aborts it', async () => {
    start('a')
    await answer(0, ok('of a'))
    expect(sent[0]?.signal.aborted).toBe(false)
  })
})

describe('a refresh', () => {
  it('asks again at once when no answer is on its way', async () => {
    start('a')
    await answer(0, ok('first'))
    runner.refresh()
    expect(sent).toHaveLength(2)
  })

  // Catches: events that come faster than answers, each of which drops the answer on its way: the screen stands still.
  it('waits for the answer on its way, shows it, and asks once more however often it was called', async () => {
    start('a')
    runner.refresh()
    runner.refresh()
    expect(sent).toHaveLength(1)
    await answer(0, ok('first'))
    expect(runner.getAnswer()?.data).toBe('first')
    expect(sent).toHaveLength(2)
    await answer(1, ok('second'))
    expect(runner.getAnswer()?.data).toBe('second')
    expect(sent).toHaveLength(2)
  })
})

describe('debounce', () => {
  it('sends only a key that has not changed for the time', async () => {
    start('a', { debounceMs: 100 })()
    await vi.advanceTimersByTimeAsync(60)
    start('b', { debounceMs: 100 })
    await vi.advanceTimersByTimeAsync(99)
    expect(sent).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(sent).toHaveLength(1)
  })
})

describe('polling', () => {
  it('asks again after each answer, and never twice at once', async () => {
    start('a', { pollMs: 1_000 })
    await vi.advanceTimersByTimeAsync(5_000)
    expect(sent).toHaveLength(1)
    await answer(0, ok('first'))
    await vi.advanceTimersByTimeAsync(999)
    expect(sent).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(sent).toHaveLength(2)
  })

  it('may wait in proportion to how long the answer took', async () => {
    start('a', { pollMs: (tookMs) => 1_000 + 4 * tookMs })
    await vi.advanceTimersByTimeAsync(500)
    await answer(0, ok('first'))
    await vi.advanceTimersByTimeAsync(2_999)
    expect(sent).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(sent).toHaveLength(2)
  })

  it('keeps the last good data when one poll fails, and goes on', async () => {
    start('a', { pollMs: 1_000 })
    await answer(0, ok('first'))
    await vi.advanceTimersByTimeAsync(1_000)
    await answer(1, fail(appError('ipc.refused')))
    expect(runner.getAnswer()).toMatchObject({ data: 'first', error: { code: 'ipc.refused' } })
    await vi.advanceTimersByTimeAsync(1_000)
    await answer(2, ok('third'))
    expect(runner.getAnswer()).toEqual({ key: ['a'], data: 'third', error: null })
  })

  // Catches: a timer that survives its component.
  it('ends with the key', async () => {
    const stop = start('a', { pollMs: 1_000 })
    await answer(0, ok('first'))
    stop()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(sent).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('goes on after data that came by another way', async () => {
    start('a', { pollMs: 1_000 })
    runner.replace('from an event')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(sent).toHaveLength(2)
  })

  it('rests while nobody sees the window', async () => {
    const page = { hidden: true }
    vi.stubGlobal('document', page)
    start('a', { pollMs: 1_000, pausesWhenHidden: true })
    await answer(0, ok('first'))
    await vi.advanceTimersByTimeAsync(5_000)
    expect(sent).toHaveLength(1)
    page.hidden = false
    await vi.advanceTimersByTimeAsync(1_000)
    expect(sent).toHaveLength(2)
  })
})
