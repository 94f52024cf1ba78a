import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { subscribeAbort } from './subscribe-abort.ts'

// Would catch: an abort that one of many requests is not told of, one that has ended called back, or a listener for each of them.
test('all that subscribed are called once by the one listener, those that ended are not', () => {
  const controller = new AbortController()
  const { signal } = controller
  const called: string[] = []
  const unsubscribe = ['first', 'second', 'third'].map((name) =>
    subscribeAbort(signal, () => called.push(name)),
  )
  expect(getEventListeners(signal, 'abort')).toHaveLength(1)
  unsubscribe[1]?.()
  controller.abort()
  controller.abort()
  expect(called).toEqual(['first', 'third'])
})
