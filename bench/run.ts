// npm run bench -- <name>|all [--json] [--write-docs]: measures, and says whether the goals are met.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import type { Bench, Outcome } from './lib/bench.ts'
import { formatMetrics } from './lib/words.ts'
import { writeDocs, type MeasuredBench } from './lib/write-docs.ts'

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
const isMet = ({ goals }: Outcome): boolean => Object.values(goals).every(({ met }) => met)
const formatJsonLine = (name: string, { metrics, goals }: Outcome): string =>
  JSON.stringify({ bench: name, metrics, goals, met: isMet({ metrics, goals }) })

async function measure(name: string): Promise<MeasuredBench> {
  const bench = await loadBench(name)
  if (!values.json) console.log(`${name}: ${bench.what}`)
  return {
    name,
    what: bench.what,
    ...(name === positionals[0] ? await bench.run() : await runInOwnProcess(name)),
  }
}

/** Runs a benchmark in a process of its own, so that it does not affect the memory of the next one. */
async function runInOwnProcess(name: string): Promise<Outcome> {
  const child = spawn(process.execPath, [import.meta.filename, name, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  if (code !== 0 && code !== 1) throw new Error(`${name} ended with ${String(code)}`)
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Outcome
}

const all: MeasuredBench[] = []
for (const each of name === 'all' ? names : [name]) {
  const measured = await measure(each)
  all.push(measured)
  console.log(values.json ? formatJsonLine(each, measured) : formatMetrics(measured))
}
if (values['write-docs']) writeDocs(all)
process.exit(all.every(isMet) ? 0 : 1)
