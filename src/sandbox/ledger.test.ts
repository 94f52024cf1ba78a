import { describe, expect, it } from 'vitest'
import { Ledger, type LedgerEntry } from './ledger.ts'

const REQUEST: Omit<LedgerEntry, 'number'> = {
  at: 0,
  method: 'GET',
  endpoint: 'run',
  path: '/',
  accepted: true,
  jobid: null,
  workflow: null,
  source: null,
  connection: 1,
  nth: 1,
  status: 200,
  fault: null,
  reason: null,
  early: false,
}

describe('the ledger', () => {
  // Would catch: a ledger that grows without end, or forgets a run.
  it('drops old requests, and keeps every run and count', () => {
    const ledger = new Ledger(100)
    for (let i = 0; i < 1000; i++) {
      const started = [{ jobid: `job-${i}`, workflow: 'w', source: 's' }]
      ledger.record({ ...REQUEST, early: i % 10 === 0 }, started)
      ledger.record({ ...REQUEST, endpoint: 'upload-put' })
    }
    expect(ledger.requests().length).toBeLessThanOrEqual(125)
    expect(ledger.requests().at(-1)?.number).toBe(2000)
    expect(ledger.requests('upload')).toHaveLength(ledger.requests('upload-put').length)
    expect(ledger.runs()).toHaveLength(1000)
    expect(ledger.counts()).toEqual({ run: 1000, 'upload-put': 1000 })
    expect([ledger.seen, ledger.violations]).toEqual([2000, 100])
  })
})
