import { writeFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { resolve } from 'node:path'
import type { Outcome } from './bench.ts'
import { goalInWords, nameInWords, numberInWords } from './words.ts'

export interface Measured extends Outcome {
  readonly name: string
  readonly what: string
}

const PAGE = resolve(import.meta.dirname, '../../docs/benchmarks.md')

/** Writes docs/benchmarks.md anew. */
export function writeDocs(all: readonly Measured[]): void {
  writeFileSync(PAGE, `${[HEAD, machine(), ...all.map(section)].join('\n\n')}\n`)
}

const HEAD = `# Benchmarks

Written by \`npm run bench -- all --write-docs\`. Each number that has a goal is a ratio, or a bound that no machine changes
much: the peer and ours run in turn in the same process group, and medians over the rounds are told. One alone:
\`npm run bench -- batch\`, with \`--json\` for scripts.`

function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30)
  const day = new Date().toISOString().slice(0, 10)
  return `Measured on ${day}: ${availableParallelism()} cores, ${memory} GiB of memory, ${process.platform} ${process.arch}, Node ${process.versions.node}, SQLite ${process.versions['sqlite'] ?? ''}.`
}

function section({ name, what, metrics, goals }: Measured): string {
  const rows = Object.entries(metrics).map(([metric, value]) => {
    const goal = goals[metric]
    const held = goal === undefined ? ['', ''] : [goalInWords(goal), goal.met ? 'met' : '**not met**']
    return [nameInWords(metric), numberInWords(value), ...held]
  })
  const table = [['', 'measured', 'goal', ''], ['---', '---:', '---', '---'], ...rows]
  return `## ${name}\n\n${what}\n\n${table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`
}
