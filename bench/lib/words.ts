import type { Goal, Outcome } from './bench.ts'

export const formatGoal = ({ least, most }: Goal): string =>
  least === undefined ? `≤ ${formatNumber(most ?? 0)}` : `≥ ${formatNumber(least)}`

export const formatNumber = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: 3 })

/** Units as they are written, by what `formatName` makes of them. */
const UNITS: Readonly<Record<string, string>> = { mib: 'MiB', gib: 'GiB', mb: 'MB' }

/** `requestsAJob` → `requests a job`, `peakMibAt2GiB` → `peak MiB at 2 GiB`. */
export const formatName = (name: string): string =>
  name
    .replace('GiB', 'Gib')
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z])(?=\d)/g, ' ')
    .toLowerCase()
    .split(' ')
    .map((word) => UNITS[word] ?? word)
    .join(' ')

/** A line for each metric, with its goal where it has one. */
export function formatMetrics({ metrics, goals, failure }: Outcome): string {
  if (failure !== undefined) return `  FAILED: ${failure}`
  return Object.entries(metrics)
    .map(([name, value]) => {
      const goal = goals[name]
      const held = goal === undefined ? '' : `   ${formatGoal(goal)}: ${goal.met ? 'met' : 'NOT MET'}`
      return `  ${formatName(name).padEnd(36)}${formatNumber(value)}${held}`
    })
    .join('\n')
}
