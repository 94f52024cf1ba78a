import { DatabaseSync } from 'node:sqlite'
import { journalFile } from '#main/storage/journal/journal-database.ts'
import type { JobFilter } from '#main/storage/journal/journal.ts'
import { createJournalReads, type JournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { parseQuery, resolveQuery } from '#shared/model/query/index.ts'
import { median, createOutcome, type Bench } from './lib/bench.ts'
import { LABELS_PER_JOB, withResults } from './lib/made-results.ts'

const JOBS = Number(process.env['FACTS_JOBS'] ?? 100_000)
const ROUNDS = 5
const MAX_FACETS_MS = 500
const MAX_SLICE_MS = 50

export const bench: Bench = {
  what: `What stands beside the History at 100,000 jobs with ${LABELS_PER_JOB} labels each: every facet without a filter and under a label that half of them have, a histogram; the longest time that another read waits behind it.`,
  run: () =>
    withResults(JOBS, async (folder) => {
      const filters = [toFilter(''), toFilter('tag:everywhere>=50')]
      const facets = filters.map((filter) => measure(folder, (reads) => reads.facets('bench', filter)))
      const numbers = filters.map((filter) =>
        measure(folder, (reads) => reads.numbers('bench', filter, { kind: 'tag', name: 'everywhere' })),
      )
      const all = [...facets, ...numbers]
      return createOutcome(
        {
          jobs: JOBS,
          facetsMs: Math.max(...facets.map(({ ms }) => ms)),
          facetsCpuMs: Math.max(...facets.map(({ cpuMs }) => cpuMs)),
          histogramMs: Math.max(...numbers.map(({ ms }) => ms)),
          sliceMs: Math.max(...all.map(({ sliceMs }) => sliceMs)),
        },
        {
          facetsMs: { most: MAX_FACETS_MS },
          histogramMs: { most: MAX_FACETS_MS },
          sliceMs: { most: MAX_SLICE_MS },
        },
      )
    }),
}

const toFilter = (text: string): JobFilter => ({
  query: resolveQuery(parseQuery(text, { now: 0 }).query, { workflows: [], connections: [] }),
})

interface Times {
  readonly ms: number
  readonly cpuMs: number
  /** The longest call. */
  readonly sliceMs: number
}

/** Medians of rounds, each with a reader that remembers nothing. */
function measure(folder: string, read: (reads: JournalReads) => { readonly isDone: boolean }): Times {
  const rounds = Array.from({ length: ROUNDS }, (): Times => {
    const db = new DatabaseSync(journalFile(folder), { readOnly: true })
    const reads = createJournalReads(db, folder)
    const slices: number[] = []
    const begun = process.threadCpuUsage()
    for (let isDone = false; !isDone;) {
      const sliceBegun = performance.now()
      ;({ isDone } = read(reads))
      slices.push(performance.now() - sliceBegun)
    }
    const { user, system } = process.threadCpuUsage(begun)
    db.close()
    return {
      ms: slices.reduce((sum, ms) => sum + ms, 0),
      cpuMs: (user + system) / 1000,
      sliceMs: Math.max(...slices),
    }
  })
  return {
    ms: median(rounds.map(({ ms }) => ms)),
    cpuMs: median(rounds.map(({ cpuMs }) => cpuMs)),
    sliceMs: median(rounds.map(({ sliceMs }) => sliceMs)),
  }
}
