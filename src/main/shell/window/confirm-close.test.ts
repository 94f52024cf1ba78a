import { expect, test } from 'vitest'
import { confirmBeforeClose } from './confirm-close.ts'

function setUp() {
  const state = { going: null as string | null, ending: false, leave: false, asked: [] as string[], quits: 0 }
  let onClose: (event: { preventDefault(): void }) => void = () => undefined
  const window = {
    on: (_: 'close', listener: typeof onClose) => {
      onClose = listener
    },
  }
  confirmBeforeClose(window, {
    isActive: () => state.going !== null,
    describeActivity: async () => state.going ?? '',
    ask: async (sentence) => {
      state.asked.push(sentence)
      return state.leave
    },
    isQuitting: () => state.ending,
    quit: () => (state.quits += 1),
  })
  /** Whether the window stays open. */
  const close = (): boolean => {
    let prevented = false
    onClose({ preventDefault: () => (prevented = true) })
    return prevented
  }
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  return { state, close, settled }
}

// Would catch: a run that is closed away by a slip, a question when nothing runs, or a quit that asks a second time.
test('closing during a run asks; nothing is asked when nothing goes on or the app is ending', async () => {
  const { state, close, settled } = setUp()
  expect(close()).toBe(false)
  state.going = '3 jobs wait'
  expect([close(), close()]).toEqual([true, true])
  await settled()
  expect([state.asked, state.quits]).toEqual([['3 jobs wait'], 0])
  state.leave = true
  expect(close()).toBe(true)
  await settled()
  expect([state.asked.length, state.quits]).toEqual([2, 1])
  state.ending = true
  expect(close()).toBe(false)
  expect(state.asked).toHaveLength(2)
})
