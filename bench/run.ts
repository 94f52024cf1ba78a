// npm run bench -- <name>|all [--json] [--write-docs]: measures, and says whether the goals are met.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import type { Bench, Outcome } from './lib/bench.ts'
import { formatMetrics } from './lib/words.ts'
import { writeDocs, type MeasuredBench } from './lib/write-docs.ts'

/** One that takes longer hangs, and is ended, so that the others are measured. */
const MAX_BENCH_MS = 20 * 60_000

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== basename(import.meta.filename))
  .map((file) => file.slice(0, -'.ts'.length))

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, 'write-docs': { type: 'boolean' } },
})
const [name = '', ...more] = positionals
if ((name !== 'all' && !names.includes(name)) || more.length > 0) {
  console.error(`Usage: npm run bench -- ${[...names, 'all'].join('|')} [--json] [--write-docs]`)
  process.exit(2)
}

const loadBench = async (name: string): Promise<Bench> =>
  ((await import(join(import.meta.dirname, `${name}.ts`))) as { readonly bench: Bench }).bench
const isMet = ({ goals, failure }: Outcome): boolean =>
  failure === undefined && Object.values(goals).every(({ met }) => met)
const formatJsonLine = (name: string, { metrics, goals, failure }: Outcome): string =>
  JSON.stringify({ bench: name, metrics, goals, met: isMet({ metrics, goals, failure }), failure })

async function measure(name: string): Promise<MeasuredBench> {
  const begunAt = performance.now()
  const takenSeconds = (): number => Math.round((performance.now() - begunAt) / 1000)
  let what = ''
  try {
    const bench = await loadBench(name)
    what = bench.what
    if (!values.json) console.log(`${name}: ${what}`)
    const outcome = name === positionals[0] ? await bench.run() : await runInOwnProcess(name)
    return { name, what, seconds: takenSeconds(), ...outcome }
  } catch (cause) {
    const failure = cause instanceof Error ? cause.message : String(cause)
    return { name, what, seconds: takenSeconds(), metrics: {}, goals: {}, failure }
  }
}

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-journals-'))
  process.env['JOURNALS_FOLDER'] = folder
  return folder
}

/** Runs a benchmark in a process of its own, so that it does not affect the memory of the next one. */
async function runInOwnProcess(name: string): Promise<Outcome> {
  const child = spawn(process.execPath, [import.meta.filename, name, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: MAX_BENCH_MS,
  })
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  if (code !== 0 && code !== 1) throw new Error(`${name} ended with ${String(code ?? child.signalCode)}`)
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Outcome
}

// The large journals take minutes to make: all benchmarks share them.
const journals = name === 'all' && process.env['JOURNALS_FOLDER'] === undefined ? createFolder() : null
let areAllMet = true
for (const each of name === 'all' ? names : [name]) {
  const measured = await measure(each)
  areAllMet &&= isMet(measured)
  console.log(values.json ? formatJsonLine(each, measured) : formatMetrics(measured))
  // After each one: what was measured is not lost when a later one ends the process.
  if (values['write-docs']) writeDocs(measured, names)
}
if (journals !== null) rmSync(journals, { recursive: true })
process.exit(areAllMet ? 0 : 1)
