import { writeFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { resolve } from 'node:path'
import type { Outcome } from './bench.ts'
import { formatGoal, formatName, formatNumber } from './words.ts'

export interface MeasuredBench extends Outcome {
  readonly name: string
  readonly what: string
}

const PAGE = resolve(import.meta.dirname, '../../docs/benchmarks.md')

/** Writes docs/benchmarks.md. */
export function writeDocs(all: readonly MeasuredBench[]): void {
  writeFileSync(PAGE, `${[HEADING, describeMachine(), ...all.map(formatSection)].join('\n\n')}\n`)
}

const HEADING = `# Benchmarks

Written by \`npm run bench -- all --write-docs\`. Each number that has a goal is a ratio, or a bound that no machine changes
much: the peer and ours run in turn in the same process group, and medians over the rounds are told. One runInOwnProcess:
\`npm run bench -- batch\`, with \`--json\` for scripts.`

function describeMachine(): string {
  const memory = Math.round(totalmem() / 2 ** 30)
  const day = new Date().toISOString().slice(0, 10)
  return `Measured on ${day}: ${availableParallelism()} cores, ${memory} GiB of memory, ${process.platform} ${process.arch}, Node ${process.versions.node}, SQLite ${process.versions['sqlite'] ?? ''}.`
}

function formatSection({ name, what, metrics, goals }: MeasuredBench): string {
  const rows = Object.entries(metrics).map(([metric, value]) => {
    const goal = goals[metric]
    const held = goal === undefined ? ['', ''] : [formatGoal(goal), goal.met ? 'met' : '**not met**']
    return [formatName(metric), formatNumber(value), ...held]
  })
  const table = [['', 'measured', 'goal', ''], ['---', '---:', '---', '---'], ...rows]
  return `## ${name}\n\n${what}\n\n${table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`
}
