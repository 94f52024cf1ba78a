import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toJobFilterInput, useHistoryView } from './index.ts'

const { chooseStates, clearFilters, openWithFilter, type } = useHistoryView.getState()
const search = (text: string): number => type(text, text.length)
const filter = () => toJobFilterInput(useHistoryView.getState(), 'c1')

beforeEach(() => {
  vi.useFakeTimers()
  useHistoryView.setState(useHistoryView.getInitialState(), true)
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the filters of the history', () => {
  it('begin with the active connection, so that production and staging are not mixed by default', () => {
    expect(filter()).toEqual({ connectionId: 'c1' })
  })

  // Would catch: refused jobs that no filter shows, or jobs that may have started counted as failed.
  it('show refused jobs under “failed”, but not those that may have started', () => {
    chooseStates('failed')
    expect(filter().states).toEqual(['failed', 'rejected'])
    expect(useHistoryView.getState().conditions).toEqual(['state:failed,refused'])
    chooseStates(null)
    expect(filter().states).toBeUndefined()
  })

  // Would catch: jobs of the run hidden by a filter from before.
  it('show all jobs of a run that was opened, whatever was filtered before', () => {
    useHistoryView.getState().search('shoe state:finished')
    openWithFilter({ runId: 'r1' })
    expect(filter()).toEqual({ runId: 'r1' })
  })

  // Would catch: the order of a list asked for without a list.
  it('are combined with the typed query; the order of the list is offered for one run only', () => {
    search(' state:failed shoe ')
    vi.runAllTimers()
    useHistoryView.setState({ order: 'list' })
    expect(filter()).toEqual({ connectionId: 'c1', states: ['failed'], query: 'shoe' })
    useHistoryView.setState({ presetFilter: { runId: 'r1' }, onlyActive: false })
    expect(filter()).toEqual({ runId: 'r1', states: ['failed'], query: 'shoe', order: 'list' })
    openWithFilter({ runId: 'r2' })
    expect(filter()).toEqual({ runId: 'r2' })
  })

  // Would catch: an old problem shown beside a query that is fine.
  it('show the problem of a query that is not understood, until it is corrected or removed', () => {
    const problem = () => useHistoryView.getState().problems[0]?.message ?? null
    search('state:lost')
    vi.runAllTimers()
    expect(problem()).toContain('“lost” is no state')
    search('state:failed')
    vi.runAllTimers()
    expect(problem()).toBeNull()
    search('sku:A')
    vi.runAllTimers()
    clearFilters()
    expect(problem()).toBeNull()
  })

  // Would catch: the way back from a job that removes what the person filtered meanwhile.
  it('stay as they were left on the way back from a job', () => {
    const given = { runId: 'r1' }
    openWithFilter(given)
    chooseStates('failed')
    useHistoryView.setState({ lastOpenedId: 'j1' })
    openWithFilter(given)
    expect(filter().states).toEqual(['failed', 'rejected'])
    expect(useHistoryView.getState().lastOpenedId).toBe('j1')
  })

  // Would catch: a search field that still shows the removed text.
  it('are removed when they are cleared, and so is the typed text', () => {
    search('shoe')
    vi.runAllTimers()
    clearFilters()
    vi.runAllTimers()
    expect(filter()).toEqual({})
    expect(useHistoryView.getState().text).toBe('')
  })

  // Would catch: the timer of the search that brings a cleared text back.
  it('do not get back a text that was cleared before the search began', () => {
    search('shoe')
    clearFilters()
    vi.runAllTimers()
    expect(filter()).toEqual({})
  })
})

// Would catch: a query to the journal with every key.
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
