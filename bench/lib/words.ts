import type { Goal, Outcome } from './bench.ts'

export const formatGoal = ({ least, most }: Goal): string =>
  least === undefined ? `≤ ${formatNumber(most ?? 0)}` : `≥ ${formatNumber(least)}`

export const formatNumber = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: 3 })

/** `requestsAJob` → `requests a job`. */
export const formatName = (name: string): string =>
  name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ').toLowerCase()

/** A line for each metric, with its goal where it has one. */
export function formatMetrics({ metrics, goals }: Outcome): string {
  return Object.entries(metrics)
    .map(([name, value]) => {
      const goal = goals[name]
      const held = goal === undefined ? '' : `   ${formatGoal(goal)}: ${goal.met ? 'met' : 'NOT MET'}`
      return `  ${formatName(name).padEnd(36)}${formatNumber(value)}${held}`
    })
    .join('\n')
}
