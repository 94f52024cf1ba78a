import { onTestFinished, vi } from 'vitest'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import { openJobList, type JobList, type JobListState } from '#renderer/stores/jobs/job-list.ts'
import { findJob } from '#renderer/stores/jobs/job-pages.ts'
import { FakeMain } from './fake-main-process.ts'

export interface FakeList {
  readonly main: FakeMain
  readonly list: JobList
  readonly state: () => JobListState
  /** The number of the job in a row, if the row is held. */
  readonly numberAt: (row: number) => number | undefined
  /** How many rows are held. */
  readonly held: () => number
}

/** Waits until all answers have arrived and all delayed checks are done. */
export async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1000)
}

/** Opens a list over a stand-in for main with `count` jobs. It is closed when the test is over. */
export async function openFakeList(
  count: number,
  filter: JobFilterInput = {},
  { refusing = false } = {},
): Promise<FakeList> {
  vi.useFakeTimers()
  const main = new FakeMain(count)
  main.refusing = refusing
  main.install()
  const list = openJobList(filter)
  onTestFinished(() => {
    list.close()
    vi.useRealTimers()
  })
  await settle()
  const state = (): JobListState => list.store.getState()
  return {
    main,
    list,
    state,
    numberAt: (row) => findJob(state().list, row)?.position,
    held: () => state().list.pages.reduce((rows, page) => rows + (page.jobs === null ? 0 : page.count), 0),
  }
}
