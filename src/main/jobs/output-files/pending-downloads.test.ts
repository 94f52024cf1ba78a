import { expect, test } from 'vitest'
import { PendingDownloads } from './pending-downloads.ts'

const SECOND_MS = 1000
const toDownload = (id: string, deadline: number) => ({ id, connectionId: 'c', deadline, failures: 0 })

/** Fetches one job after another, each in `eachMs`; the ids of those that were saved in time. */
function fetchAll(downloads: PendingDownloads, eachMs: number): readonly string[] {
  const saved: string[] = []
  let now = 0
  for (let next = downloads.next(now); next !== undefined; next = downloads.next(now)) {
    now += eachMs
    downloads.noteDuration(eachMs)
    if (next.deadline >= now) saved.push(next.id)
  }
  return saved
}

// Would catch: files that are kept a day fetched before those that are deleted in a minute.
test('the nearest deadline goes first', () => {
  const downloads = new PendingDownloads()
  for (const at of [30, 10, 20]) downloads.add(toDownload(String(at), at * SECOND_MS))
  expect(fetchAll(downloads, SECOND_MS)).toEqual(['10', '20', '30'])
})

// Would catch: time spent on what is lost anyway, so that the next one is lost too, and so on to the last.
test('a deadline that cannot be met any more takes no other one with it', () => {
  const downloads = new PendingDownloads()
  // Each takes ten seconds; a hundred end within the first five of them, ten more at a rate that can be met.
  for (let index = 0; index < 100; index++) downloads.add(toDownload(`lost ${index}`, 5 * SECOND_MS))
  for (let index = 0; index < 10; index++)
    downloads.add(toDownload(`met ${index}`, (20 + 10 * index) * SECOND_MS))
  downloads.noteDuration(10 * SECOND_MS)
  expect(fetchAll(downloads, 10 * SECOND_MS)).toHaveLength(10)
})

// Would catch: a job that is tried although the service has deleted its files, or never while it might still be saved.
test('what is late is tried last, while its deadline has not passed', () => {
  const downloads = new PendingDownloads()
  downloads.noteDuration(10 * SECOND_MS)
  downloads.add(toDownload('late', 5 * SECOND_MS))
  downloads.add(toDownload('passed', 0))
  downloads.add(toDownload('good', 60 * SECOND_MS))
  expect([1, 2, 3].map(() => downloads.next(SECOND_MS)?.id)).toEqual(['good', 'late', undefined])
})
