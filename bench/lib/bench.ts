/** Measured numbers by name. The name has the unit, except for ratios and counts. */
export type Metrics = Readonly<Record<string, number>>

/** A bound on one metric. */
export interface Goal {
  readonly least?: number
  readonly most?: number
  readonly met: boolean
}
type Goals = Readonly<Record<string, Goal>>

/** What a benchmark measured, and its goals. */
export interface Outcome {
  readonly metrics: Metrics
  readonly goals: Goals
  /** Why nothing was measured; missing when it was. */
  readonly failure?: string | undefined
}

/** One benchmark: a file of this folder of the same name exports one as `bench`. */
export interface Bench {
  /** One sentence: what is measured, against what. */
  readonly what: string
  readonly run: () => Promise<Outcome>
}

type Bound = { readonly least: number } | { readonly most: number }

/** Rounds the metrics to four digits and compares them with their bounds. */
export function createOutcome(measured: Metrics, bounds: Readonly<Record<string, Bound>>): Outcome {
  const metrics = Object.fromEntries(
    Object.entries(measured).map(([name, value]) => [name, roundToFourDigits(value)]),
  )
  const goals = Object.entries(bounds).map(([name, bound]): [string, Goal] => {
    const value = metrics[name]
    if (value === undefined) throw new Error(`No metric ${name}`)
    const met = 'least' in bound ? value >= bound.least : value <= bound.most
    return [name, { ...bound, met }]
  })
  return { metrics, goals: Object.fromEntries(goals) }
}

const roundToFourDigits = (value: number): number => Number(value.toPrecision(4))

export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** The value that this share of the values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}
