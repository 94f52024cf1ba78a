import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { resolve } from 'node:path'
import type { Outcome } from './bench.ts'
import { formatGoal, formatName, formatNumber } from './words.ts'

export interface MeasuredBench extends Outcome {
  readonly name: string
  readonly what: string
  /** How long it took. */
  readonly seconds: number
}

const ROOT = resolve(import.meta.dirname, '../..')
const PAGE = resolve(ROOT, 'docs/benchmarks.md')
const FORMATTER = resolve(ROOT, 'node_modules/oxfmt/bin/oxfmt')

/** Writes the section of one benchmark into docs/benchmarks.md. The sections of the other `names` stay as they are. */
export function writeDocs(measured: MeasuredBench, names: readonly string[]): void {
  const sections = readSections()
  sections.set(measured.name, formatSection(measured))
  const known = names.flatMap((name) => sections.get(name) ?? [])
  writeFileSync(PAGE, `${[HEADING, describeMachine(), ...known].join('\n\n')}\n`)
  execFileSync(process.execPath, [FORMATTER, '--write', PAGE], { cwd: ROOT })
}

/** The sections of the page by the name of their benchmark. */
function readSections(): Map<string, string> {
  const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : ''
  const sections = page.split(/^## /m).slice(1)
  return new Map(sections.map((section) => [section.split('\n', 1)[0] ?? '', `## ${section.trim()}`]))
}

const HEADING = `# Benchmarks

Written by \`npm run bench -- all --write-docs\`. Each number that has a goal is a ratio, or a bound that no machine changes
much: the peer and ours run in turn in the same process group, and medians over the rounds are told. One alone:
\`npm run bench -- batch\`, with \`--json\` for scripts, with \`--write-docs\` to write its section alone.`

function describeMachine(): string {
  const memory = Math.round(totalmem() / 2 ** 30)
  return `Measured on ${availableParallelism()} cores, ${memory} GiB of memory, ${process.platform} ${process.arch}, Node ${process.versions.node}, SQLite ${process.versions['sqlite'] ?? ''}.`
}

function formatSection({ name, what, seconds, metrics, goals, failure }: MeasuredBench): string {
  const day = new Date().toISOString().slice(0, 10)
  const told = `${what} Measured on ${day}, in ${seconds} s.`
  if (failure !== undefined) return `## ${name}\n\n${told}\n\n**Failed**: ${failure}`
  const rows = Object.entries(metrics).map(([metric, value]) => {
    const goal = goals[metric]
    const held = goal === undefined ? ['', ''] : [formatGoal(goal), goal.met ? 'met' : '**not met**']
    return [formatName(metric), formatNumber(value), ...held]
  })
  const table = [['', 'measured', 'goal', ''], ['---', '---:', '---', '---'], ...rows]
  return `## ${name}\n\n${told}\n\n${table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`
}
