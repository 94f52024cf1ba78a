import type { Facet, FacetKind } from '#shared/model/facets.ts'

/** So many values of a column are handed over. */
const MAX_SHOWN_VALUES = 50

/** A value as it was counted, which may be the number of a name. */
export interface Counted<Value> {
  readonly value: Value
  readonly jobs: number
}

/** The most frequent values. `show` is asked for those alone. */
export function toFacet<Value>(
  kind: FacetKind,
  name: string | null,
  counted: readonly Counted<Value>[],
  show: (value: Value) => string,
): Facet {
  const shown = pickMostFrequent(counted).map(({ value, jobs }) => ({ value: show(value), jobs }))
  return {
    kind,
    name,
    values: shown.toSorted((a, b) => b.jobs - a.jobs || (a.value < b.value ? -1 : 1)),
    further: counted.length - shown.length,
  }
}

/** Of very many values, those that are rarer than the last one shown are passed over without being sorted. */
function pickMostFrequent<Value>(counted: readonly Counted<Value>[]): readonly Counted<Value>[] {
  if (counted.length <= MAX_SHOWN_VALUES) return counted
  const frequencies = Uint32Array.from(counted, ({ jobs }) => jobs).toSorted()
  const least = frequencies[frequencies.length - MAX_SHOWN_VALUES] ?? 0
  return counted
    .filter(({ jobs }) => jobs >= least)
    .toSorted((a, b) => b.jobs - a.jobs)
    .slice(0, MAX_SHOWN_VALUES)
}
