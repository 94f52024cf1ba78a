import { beforeEach, expect, it } from 'vitest'
import { findScreenBehind, useNavigation } from './index.ts'

beforeEach(() => {
  useNavigation.setState(useNavigation.getInitialState(), true)
})

it('going back returns to the list a job was opened from, with its filter', () => {
  const { open, back } = useNavigation.getState()
  open({ name: 'history', filter: { runId: 'r1' } })
  open({ name: 'job', jobId: 'j1' })
  expect(back()).toBe(true)
  expect(useNavigation.getState().screen).toEqual({ name: 'history', filter: { runId: 'r1' } })
})

it('going back from the first screen is refused', () => {
  expect(useNavigation.getState().back()).toBe(false)
  expect(useNavigation.getState().screen).toEqual({ name: 'run' })
})

it('the trail has a bounded length', () => {
  for (let at = 0; at < 500; at += 1) useNavigation.getState().open({ name: 'job', jobId: `j${at}` })
  expect(useNavigation.getState().trail.length).toBeLessThanOrEqual(50)
})

// Would catch: a list that begins at its first row again, because another screen was drawn behind the job.
it('behind a job is the same screen that it was opened from, however many jobs were opened since', () => {
  const { open } = useNavigation.getState()
  const history = { name: 'history', filter: { runId: 'r1' } } as const
  open(history)
  open({ name: 'job', jobId: 'j1' })
  open({ name: 'job', jobId: 'j2' })
  expect(findScreenBehind(useNavigation.getState())).toBe(history)
  open({ name: 'settings' })
  expect(findScreenBehind(useNavigation.getState())).toEqual({ name: 'settings' })
})
