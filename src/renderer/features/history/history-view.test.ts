import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toJobFilter, useHistoryView } from './history-view.ts'

const { clearFilters, openWithFilter, search } = useHistoryView.getState()
const filter = () => toJobFilter(useHistoryView.getState(), 'c1')

beforeEach(() => {
  vi.useFakeTimers()
  useHistoryView.setState(useHistoryView.getInitialState(), true)
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the filters of the history', () => {
  it('begin with the active connection, so that production and staging are not mixed unasked', () => {
    expect(filter()).toEqual({ connectionId: 'c1' })
  })

  it('“failed” holds the refused ones, and not those that may have started', () => {
    useHistoryView.setState({ stateGroup: 'failed' })
    expect(filter().states).toEqual(['failed', 'rejected'])
  })

  it('of a run that was asked for show all of it, whatever was filtered before', () => {
    useHistoryView.setState({ stateGroup: 'finished', query: 'shoe', typed: 'shoe' })
    openWithFilter({ runId: 'r1' })
    expect(filter()).toEqual({ runId: 'r1' })
  })

  it('what is typed is a query beside them; the order of the list is that of one run only', () => {
    search(' state:failed shoe ')
    vi.runAllTimers()
    useHistoryView.setState({ order: 'list' })
    expect(filter()).toEqual({ connectionId: 'c1', query: 'state:failed shoe' })
    useHistoryView.setState({ presetFilter: { runId: 'r1' }, onlyActive: false })
    expect(filter()).toEqual({ runId: 'r1', query: 'state:failed shoe', order: 'list' })
    openWithFilter({ runId: 'r2' })
    expect(filter()).toEqual({ runId: 'r2' })
  })

  it('what is not understood of a query is told, until it is mended or lifted', () => {
    const told = () => useHistoryView.getState().queryProblem
    search('state:lost')
    vi.runAllTimers()
    expect(told()).toContain('“lost” is no state')
    search('state:failed')
    vi.runAllTimers()
    expect(told()).toBeNull()
    search('sku:A')
    vi.runAllTimers()
    clearFilters()
    expect(told()).toBeNull()
  })

  it('stay as they were left on the way back from a job', () => {
    const given = { runId: 'r1' }
    openWithFilter(given)
    useHistoryView.setState({ stateGroup: 'failed', lastOpenedId: 'j1' })
    openWithFilter(given)
    expect(filter().states).toEqual(['failed', 'rejected'])
    expect(useHistoryView.getState().lastOpenedId).toBe('j1')
  })

  it('are gone when they are lifted, the typed text too', () => {
    search('shoe')
    vi.runAllTimers()
    clearFilters()
    vi.runAllTimers()
    expect(filter()).toEqual({})
    expect(useHistoryView.getState().typed).toBe('')
  })

  it('a text lifted before it was searched for does not come back', () => {
    search('shoe')
    clearFilters()
    vi.runAllTimers()
    expect(filter()).toEqual({})
  })
})

it('a search begins after the last key, not once for every letter', () => {
  const searched: string[] = []
  const stop = useHistoryView.subscribe((now, before) => {
    if (now.query !== before.query) searched.push(now.query)
  })
  for (const typed of ['s', 'sh', 'sho', 'shoe']) {
    search(typed)
    vi.advanceTimersByTime(50)
  }
  vi.runAllTimers()
  stop()
  expect(searched).toEqual(['shoe'])
})
