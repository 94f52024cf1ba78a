import { expect, test } from 'vitest'
import { Lru } from './lru.ts'

// Would catch: a cache that grows for as long as the app runs, or that forgets what is used all the time.
test('the entry that was used least recently makes room', () => {
  const lru = new Lru<string, number>(2)
  lru.set('a', 1)
  lru.set('b', 2)
  expect(lru.get('a')).toBe(1)
  lru.set('c', 3)
  expect([lru.get('a'), lru.get('b'), lru.get('c')]).toEqual([1, undefined, 3])
  expect(lru.size).toBe(2)
})

// Would catch: the oldest entry lost because another one was written again.
test('a key that is set again takes no more room', () => {
  const lru = new Lru<string, number>(2)
  for (const value of [1, 2, 3]) lru.set('b', value)
  lru.set('a', 0)
  expect([lru.get('a'), lru.get('b')]).toEqual([0, 3])
  lru.delete('b')
  expect(lru.get('b')).toBeUndefined()
})
