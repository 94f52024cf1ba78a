import { foldForSearch } from '#main/storage/journal/rows/job-rows.ts'
import type { SelectRows } from '#main/storage/journal/reads/select-rows.ts'
import type { Facet } from '#shared/model/facets.ts'
import { whereMember, type Members } from './member-walk.ts'
import { toFacet } from './to-facet.ts'

/** A column of a sheet with more values than this is no facet: an article number is not chosen from a list. */
const MAX_VALUES = 200
const MAX_NAMES = 30

interface CountedLabel {
  readonly shown: string
  /** By the folded value; null where there are too many. */
  values: Map<string, { readonly shown: string; jobs: number }> | null
}

/** Counts the values of a sheet's columns that have few of them. */
export function createLabelCounter(all: SelectRows) {
  const counted = new Map<string, CountedLabel>()

  function addPair(name: string, value: string, labels: string): void {
    let label = counted.get(name)
    if (label === undefined) {
      if (counted.size >= MAX_NAMES) return
      label = { shown: findShown(labels, name)?.[0] ?? name, values: new Map() }
      counted.set(name, label)
    }
    if (label.values === null) return
    const known = label.values.get(value)
    if (known !== undefined) known.jobs += 1
    else if (label.values.size >= MAX_VALUES) label.values = null
    else label.values.set(value, { shown: findShown(labels, name, value)?.[1] ?? value, jobs: 1 })
  }

  return {
    add(members: Members): void {
      const where = whereMember(members)
      const rows = all<{ label_text: unknown; labels: unknown }>(
        `SELECT label_text, labels FROM jobs${where.sql} AND label_text IS NOT NULL`,
        ...where.values,
      )
      for (const { label_text: text, labels } of rows)
        for (const [name, value] of readPairs(text)) addPair(name, value, String(labels))
    },
    read: (): readonly Facet[] =>
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

/** The pairs of a row; none of a damaged one. */
function readPairs(text: unknown): readonly (readonly [name: string, value: string])[] {
  try {
    return JSON.parse(String(text)) as readonly [string, string][]
  } catch {
    return []
  }
}

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
