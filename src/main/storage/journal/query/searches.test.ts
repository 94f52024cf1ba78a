import { DatabaseSync } from 'node:sqlite'
import * as fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { appError } from '#shared/errors/catalogue.ts'
import { assertNever } from '#shared/model/assert.ts'
import { JOB_STATES, VERDICTS, type Job } from '#shared/model/job.ts'
import { toGlob, isLike, splitGlob } from '#shared/model/query/glob.ts'
import type { FactTerm, Glob, ResolvedTerm } from '#shared/model/query/index.ts'
import { COMPARISONS } from '#shared/model/query/query.ts'
import { SOURCE_KINDS, sourceText, type Source, type NoSource } from '#shared/model/source.ts'
import { createIdGenerator } from '#main/storage/ids.ts'
import type { JobFilter } from '#main/storage/journal/journal.ts'
import { migrate } from '#main/storage/journal/migrations/migrate.ts'
import { toCountQuery, toPageQuery, type SelectValue, type Sql } from './index.ts'
import { wrapUnreadableSource } from '#main/storage/journal/rows/read-columns.ts'
import { toJob, type JobRow } from '#main/storage/journal/rows/job-rows.ts'
import { at, newJob, newRun } from '#main/storage/testing/journals.ts'
import { createJournalWrites } from '#main/storage/journal/writes/journal-writes.ts'

const MONDAY = Date.UTC(2026, 10, 23, 12)

/** A source with this text, of one of the kinds that a job may have. */
function sourceOf(text: string, number: number): Source | NoSource {
  const sources: readonly (Source | NoSource)[] = [
    { kind: 'url', url: text },
    { kind: 'file', path: text },
    { kind: 'handle', handle: text },
    { kind: 'none', told: text },
    { kind: 'alias', alias: 'shop', path: text },
  ]
  return at(sources, number % sources.length)
}

/** A database of 60 jobs of six runs, an hour apart; `skew`: how far the clock of the third run's ids was wrong. */
function filled(skew = 0): DatabaseSync {
  const db = new DatabaseSync(':memory:')
  onTestFinished(() => db.close())
  migrate(db, '')
  const writes = createJournalWrites(db, '')
  let now = 0
  const newId = createIdGenerator({ now: () => now })
  for (let index = 0; index < 6; index += 1) {
    const createdAt = MONDAY + index * 3_600_000
    now = createdAt + (index === 2 ? skew : 0)
    const jobs = Array.from({ length: 10 }, (_, position) =>
      newJob(position, {
        id: newId(),
        source: sourceOf(`https://shop.example/${index}/Ä [${position}]?.jpg`, index + position),
        state: JOB_STATES.at((index + position) % JOB_STATES.length) ?? 'ready',
        labels:
          position % 2 === 0 ? { SKU: `AB${index}${position}`, 'colour\nname': 'Rot*' } : { colour: 'rot' },
      }),
    )
    writes.createRun(
      newRun(0, { createdAt, connectionId: `c${index % 2}`, workflowId: `w${index % 3}` }),
      jobs,
    )
    // A row that was damaged once, and salvaged.
    const salvaged = at(jobs, 4)
    db.prepare('UPDATE jobs SET source = ? WHERE id = ?').run(
      wrapUnreadableSource(sourceText(salvaged.source)),
      salvaged.id,
    )
    for (const job of jobs.filter(({ position }) => position > 5)) {
      const patch = {
        durationMs: job.position * 100,
        error: appError(
          'service.forbidden',
          {},
          { status: 403, correlationId: 'Corr-1', detail: 'Quota of\nMay' },
        ),
        summary: 'Two Faces',
        verdict: at(VERDICTS, job.position % 3),
      }
      writes.change({ id: job.id, from: job.state, to: job.state, patch })
    }
  }
  return db
}

/** What the planner is told beside the truth, so that each of its ways is gone. */
const TOLD: Readonly<Record<string, (question: string) => number | null>> = {
  'few jobs': () => null,
  'many jobs': (question) => (question.includes('count(*)') ? 20_000 : null),
  'many jobs, few by one term': (question) => {
    if (!question.includes('count(*)')) return null
    return /job_labels|jobs_by_took|jobs_by_verdict/.test(question) ? 1 : 20_000
  },
}

function readers(db: DatabaseSync, told: (question: string) => number | null) {
  const all = ({ sql, values }: Sql): Record<string, unknown>[] => db.prepare(sql).all(...values)
  const ask: SelectValue = (question) =>
    told(question.sql) ?? (Object.values(all(question)[0] ?? {})[0] as number | string | undefined) ?? null
  return {
    page: (filter: JobFilter, cursor: string | null, limit: number): readonly Job[] =>
      (all(toPageQuery(filter, cursor, limit, ask)) as unknown as JobRow[]).map(toJob),
    count: (filter: JobFilter): unknown => all(toCountQuery(filter, ask))[0]?.['n'],
  }
}

const like = (text: string, value: Glob): boolean => isLike(text.replaceAll('\n', ' '), value)
const anywhere = (value: Glob): Glob => toGlob(['', ...splitGlob(value), ''])

/** Terms about what results say are in `fact-searches.test.ts`. */
type JournalTerm = Exclude<ResolvedTerm, FactTerm>

/** The grammar's meaning, without any database. */
function matches(job: Job, term: JournalTerm): boolean {
  switch (term.kind) {
    case 'state':
      return term.states.includes(job.state) !== term.not
    case 'workflow':
      return term.ids.includes(job.workflowId) !== term.not
    case 'connection':
      return term.ids.includes(job.connectionId) !== term.not
    case 'run':
      return (job.runId === term.value) !== term.not
    case 'source':
      return like(sourceText(job.source), term.value.glob ? term.value : anywhere(term.value)) !== term.not
    case 'sourceKind':
      return term.kinds.includes(job.source.kind) !== term.not
    case 'after':
      return job.createdAt >= term.at
    case 'before':
      return job.createdAt < term.at
    case 'verdict':
      return term.verdicts.includes(job.verdict) !== term.not
    case 'took':
      if (job.durationMs === null) return false
      if (job.durationMs === term.ms) return term.than.endsWith('=')
      return term.than.startsWith('<') === job.durationMs < term.ms
    case 'label': {
      const named = Object.entries(job.labels).filter(
        ([name]) =>
          term.name === null || name.replaceAll('\n', ' ').toLowerCase() === term.name.toLowerCase(),
      )
      return named.some(([, value]) => like(value, term.value)) !== term.not
    }
    case 'tagged':
      return job.tags.some((tag) => like(tag, term.value)) !== term.not
    case 'note':
      return (job.note !== null && isLike(job.note, anywhere(term.value))) !== term.not
    case 'text': {
      const texts = [sourceText(job.source), job.remoteJobId ?? '', ...Object.values(job.labels), job.summary]
      const value = anywhere({ text: term.value, glob: term.glob ?? false })
      const { message, status, correlationId, detail } = job.error ?? {}
      const said = [message, status, correlationId, detail?.replaceAll('\n', ' ')].map((line) =>
        String(line ?? ''),
      )
      const isFound =
        [texts.join('\n'), ...(job.error === null ? [] : [said.join('\n')])].some((text) =>
          isLike(text, value),
        ) ||
        (term.states ?? []).includes(job.state) ||
        (term.verdicts ?? []).includes(job.verdict) ||
        (term.workflows ?? []).includes(job.workflowId)
      return isFound !== term.not
    }
    default:
      return assertNever(term)
  }
}

const not = fc.boolean()
const glob = fc.constantFrom<Glob>(
  { text: 'ab2*', glob: true },
  { text: '*4', glob: true },
  { text: 'AB24', glob: false },
  { text: 'rot*', glob: false },
  { text: 'ROT', glob: false },
  { text: '*', glob: true },
  { text: '*/2/ä [*]?.jpg', glob: true },
  { text: '[3]', glob: false },
  { text: 'shop.example/1', glob: false },
  toGlob(['rot*', '']),
  toGlob(['', 't*']),
  toGlob(['', '*', '']),
)
const term: fc.Arbitrary<JournalTerm> = fc.oneof(
  fc.record({
    kind: fc.constant('state' as const),
    not,
    states: fc.uniqueArray(fc.constantFrom(...JOB_STATES), { minLength: 1 }),
  }),
  fc.record({ kind: fc.constant('workflow' as const), not, ids: fc.subarray(['w0', 'w1', 'none']) }),
  fc.record({ kind: fc.constant('connection' as const), not, ids: fc.subarray(['c0', 'c1']) }),
  fc.record({ kind: fc.constant('source' as const), not, value: glob }),
  fc.record({
    kind: fc.constant('sourceKind' as const),
    not,
    kinds: fc.uniqueArray(fc.constantFrom(...SOURCE_KINDS), { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constantFrom('after' as const, 'before' as const),
    at: fc.constantFrom(MONDAY, MONDAY + 1, MONDAY + 2 * 3_600_000, MONDAY + 4.5 * 3_600_000),
  }),
  fc.record({
    kind: fc.constant('took' as const),
    than: fc.constantFrom(...COMPARISONS),
    ms: fc.constantFrom(600, 700),
  }),
  fc.record({
    kind: fc.constant('verdict' as const),
    not,
    verdicts: fc.uniqueArray(fc.constantFrom(...VERDICTS), { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('label' as const),
    not,
    name: fc.constantFrom(null, 'sku', 'Colour Name', 'colour'),
    value: glob,
  }),
  fc.record({
    kind: fc.constant('text' as const),
    not,
    value: fc.constantFrom('AB24', 'faces', 'refused', 'Ä [', 'rot*', 'AB2*faces', 'corr-1', '403', 'of may'),
    glob: fc.boolean(),
    states: fc.subarray(['rejected', 'started'] as const),
    verdicts: fc.subarray(['flagged', 'clear'] as const),
    workflows: fc.subarray(['w0', 'w1']),
  }),
)

// Would catch: a term that finds too much or too little, alone or among others, in any order, page by page, or counted.
test.each(Object.keys(TOLD).flatMap((told) => [0, 86_400_000].map((skew) => [told, skew] as const)))(
  'a query finds what it says: %s, a clock that was wrong by %i ms',
  (told, skew) => {
    const { page, count } = readers(filled(skew), TOLD[told] ?? (() => null))
    const all = page({}, null, 100)
    expect(all).toHaveLength(60)
    fc.assert(
      fc.property(fc.array(term, { maxLength: 4 }), fc.boolean(), fc.boolean(), (terms, forward, ofRun) => {
        const runId = at(all, 30).runId
        const filter: JobFilter = {
          query: { terms },
          ...(forward ? { order: 'list' } : {}),
          ...(ofRun ? { runId } : {}),
        }
        const newest = all.filter(
          (job) => (!ofRun || job.runId === runId) && terms.every((each) => matches(job, each)),
        )
        const expected = (forward ? newest.toReversed() : newest).map(({ id }) => id)
        const found: string[] = []
        let portion: readonly Job[]
        do {
          portion = page(filter, found.at(-1) ?? null, 7)
          found.push(...portion.map(({ id }) => id))
        } while (portion.length === 7)
        expect(found).toEqual(expected)
        expect(count(filter)).toBe(expected.length)
      }),
      { numRuns: 100 },
    )
  },
)

// Would catch: a search over a million jobs that reads their rows, sorts them, or walks by another index.
test('what no index leaves few of is searched in one run over the index that holds it all', () => {
  const db = new DatabaseSync(':memory:')
  onTestFinished(() => db.close())
  migrate(db, '')
  const query = {
    terms: [
      { kind: 'text', not: false, value: 'x' },
      { kind: 'state', not: true, states: ['failed'] },
      { kind: 'took', than: '>', ms: 9 },
      { kind: 'verdict', not: false, verdicts: ['none'] },
      { kind: 'after', at: MONDAY },
    ],
  } as const
  for (const order of ['newest', 'list'] as const) {
    const ask = (question: Sql) => TOLD['many jobs']?.(question.sql) ?? null
    const { sql, values } = toPageQuery({ query, connectionId: 'c', order }, null, 100, ask)
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values)
    const details = plan.map((row) => String(row['detail']))
    expect(details[0]).toBe('SEARCH jobs USING INDEX jobs_searched (id>?)')
    // What a person wrote is looked up once, beside the walk.
    expect(details.slice(1).filter((detail) => /^(?:SCAN|SEARCH) jobs/.test(detail))).toEqual([
      'SCAN jobs USING COVERING INDEX jobs_noted',
    ])
  }
})

// Case 15 of docs/reported-inputs.md. Would catch: a file that a Mac named in decomposed letters, and that nobody finds by its name.
test('a file is found by its name as it is typed, however its letters are stored', () => {
  const db = new DatabaseSync(':memory:')
  onTestFinished(() => db.close())
  migrate(db, '')
  const name = 'Mu\u0308ller Straße.png'
  const job = newJob(0, { source: { kind: 'file', path: `/in/${name}` }, labels: { name } })
  createJournalWrites(db, '').createRun(newRun(0), [job])
  const { page } = readers(db, () => null)
  const ask = (value: Glob): readonly string[] => {
    const { text, glob } = value
    const terms: readonly ResolvedTerm[] = [
      { kind: 'text', not: false, value: text, glob },
      { kind: 'source', not: false, value },
      { kind: 'label', not: false, name: null, value },
    ]
    return terms
      .filter((term) => page({ query: { terms: [term] } }, null, 9).length === 1)
      .map(({ kind }) => kind)
  }
  expect(ask({ text: 'müller strasse.png', glob: false })).toEqual(['text', 'source', 'label'])
  expect(ask({ text: 'MÜLLER*', glob: true })).toEqual(['text', 'label'])
  expect(ask({ text: 'muller', glob: false })).toEqual([])
})
