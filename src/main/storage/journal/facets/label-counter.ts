import { foldForSearch } from '#main/storage/journal/rows/job-rows.ts'
import { forEachNumber } from '#main/storage/journal/query/index.ts'
import type { SelectRows } from '#main/storage/journal/reads/select-rows.ts'
import type { Facet } from '#shared/model/facets.ts'
import type { GroupRow } from './member-walk.ts'
import { toFacet } from './to-facet.ts'

/** A column of a sheet with more values than this is no facet: an article number is not chosen from a list. */
const MAX_VALUES = 200
const MAX_NAMES = 30

interface CountedLabel {
  readonly shown: string
  /** By the folded value; null where there are too many. */
  values: Map<string, { readonly shown: string; jobs: number }> | null
}

/** The labels of a group in one text, a place for each job: read one by one, they would take as long as all the rest. */
const COLUMNS = `'[' || group_concat(coalesce(label_text, 'null')) || ']' AS labels`

/** Counts the values of a sheet's columns that have few of them. */
export function createLabelCounter(all: SelectRows) {
  const counted = new Map<string, CountedLabel>()

  /** `readLabels`: those of the job as the sheet wrote them. */
  function addPair(name: string, value: string, readLabels: () => string): void {
    let label = counted.get(name)
    if (label === undefined) {
      if (counted.size >= MAX_NAMES) return
      label = { shown: findShown(readLabels(), name)?.[0] ?? name, values: new Map() }
      counted.set(name, label)
    }
    if (label.values === null) return
    const known = label.values.get(value)
    if (known !== undefined) known.jobs += 1
    else if (label.values.size >= MAX_VALUES) label.values = null
    else label.values.set(value, { shown: findShown(readLabels(), name, value)?.[1] ?? value, jobs: 1 })
  }

  const readLabels = (row: number): string =>
    String(all<{ labels: unknown }>('SELECT labels FROM jobs WHERE rowid = ?', row)[0]?.labels)

  /** The pairs of each job, or of those that can be read where some are damaged. */
  function listPairs({ labels }: GroupRow, rows: readonly number[]): readonly Pairs[] {
    const joined = parsePairs(labels)
    if (joined?.length === rows.length) return joined.map(toPairs)
    return rows.map((row) =>
      toPairs(
        parsePairs(
          all<{ text: unknown }>('SELECT label_text AS text FROM jobs WHERE rowid = ?', row)[0]?.text,
        ),
      ),
    )
  }

  return {
    columns: COLUMNS,
    add(group: GroupRow): void {
      const rows: number[] = []
      forEachNumber(group.rows, (row) => rows.push(row))
      for (const [at, pairs] of listPairs(group, rows).entries())
        for (const [name, value] of pairs) addPair(name, value, () => readLabels(rows[at] ?? 0))
    },
    list: (): readonly Facet[] =>
      [...counted.values()].flatMap(({ shown, values }) =>
        values === null
          ? []
          : [
              toFacet(
                'label',
                shown,
                [...values.values()].map((each) => ({ value: each.shown, jobs: each.jobs })),
                String,
              ),
            ],
      ),
  }
}

type Pairs = readonly (readonly [name: string, value: string])[]

function parsePairs(text: unknown): readonly unknown[] | null {
  try {
    const parsed: unknown = JSON.parse(String(text))
    return Array.isArray(parsed) ? parsed : null
  } catch {
    return null
  }
}

/** Of a damaged row none, or those that are pairs. */
const toPairs = (parsed: unknown): Pairs =>
  Array.isArray(parsed)
    ? parsed.filter(
        (pair): pair is readonly [string, string] =>
          Array.isArray(pair) && typeof pair[0] === 'string' && typeof pair[1] === 'string',
      )
    : []

/** A pair as the sheet wrote it, by its folded name and value. */
function findShown(labels: string, name: string, value?: string): readonly [string, string] | undefined {
  try {
    const pairs = Object.entries(JSON.parse(labels) as Record<string, string>)
    return pairs.find(
      ([shownName, shownValue]) =>
        foldForSearch(shownName) === name && (value === undefined || foldForSearch(shownValue) === value),
    )
  } catch {
    return undefined
  }
}
