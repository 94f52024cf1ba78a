import type { Goal, Outcome } from './bench.ts'

export const goalInWords = ({ least, most }: Goal): string =>
  least === undefined ? `≤ ${numberInWords(most ?? 0)}` : `≥ ${numberInWords(least)}`

export const numberInWords = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: 3 })

/** `requestsAJob` → `requests a job`. */
export const nameInWords = (name: string): string =>
  name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ').toLowerCase()

/** A line for each metric, with its goal where it has one. */
export function inWords({ metrics, goals }: Outcome): string {
  return Object.entries(metrics)
    .map(([name, value]) => {
      const goal = goals[name]
      const held = goal === undefined ? '' : `   ${goalInWords(goal)}: ${goal.met ? 'met' : 'NOT MET'}`
      return `  ${nameInWords(name).padEnd(36)}${numberInWords(value)}${held}`
    })
    .join('\n')
}
