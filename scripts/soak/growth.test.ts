import { expect, it } from 'vitest'
import { measureGrowth, type Sample } from './growth.ts'

const samples = (change: (minute: number) => Partial<Sample>): readonly Sample[] =>
  Array.from({ length: 60 }, (_, minute) => ({
    at: minute * 60_000,
    rss: 200_000_000 + (minute % 3) * 5_000_000,
    heap: 40_000_000,
    handles: 40,
    requestsPerJob: 2.1,
    ...change(minute),
  }))

// Would catch: a soak that is green while something leaks.
it('a leak is found, and a level that moves is not taken for one', () => {
  const findFailures = (change: (minute: number) => Partial<Sample>): readonly string[] =>
    measureGrowth(samples(change)).flatMap(({ name, holds }) => (holds ? [] : [name]))
  expect(findFailures(() => ({}))).toEqual([])
  expect(findFailures((minute) => ({ rss: 200_000_000 + minute * 3_000_000 }))).toEqual(['memory, MB'])
  expect(findFailures((minute) => ({ heap: 40_000_000 + minute * 500_000 }))).toEqual(['heap in use, MB'])
  expect(findFailures((minute) => ({ handles: 40 + minute }))).toEqual(['open handles'])
  expect(findFailures((minute) => ({ requestsPerJob: 2 + minute / 60 }))).toEqual(['requests for each job'])
})
