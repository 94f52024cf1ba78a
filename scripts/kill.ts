// npm run test:kill: kills processes at random moments of large runs, and inside commands, and counts what is lost or done twice.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createCommandReport } from './kill/command-report.ts'
import { runCommandTrial } from './kill/command-trial.ts'
import { createReport } from './kill/report.ts'
import { runKillTrial } from './kill/trial.ts'
import { build } from './lib/build.ts'
import { ROOT } from './lib/electron-target.ts'

/** Slow enough that kills fall between the steps of jobs. */
const REQUESTS_PER_SECOND = 250

const { values } = parseArgs({
  options: {
    /** Of these, so many fall inside commands and between them; the others while runs go on. */
    kills: { type: 'string', default: '300' },
    'in-commands': { type: 'string', default: '150' },
    jobs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    /** Prints each kill. */
    verbose: { type: 'boolean', default: false },
    /** Uses the last build. */
    'no-build': { type: 'boolean', default: false },
  },
})
const [jobs, seed] = [Number(values.jobs), Number(values.seed)]
const killsInCommands = Math.min(Number(values.kills), Number(values['in-commands']))
const killsInRuns = Number(values.kills) - killsInCommands
if (!values['no-build']) await build()
const folder = mkdtempSync(join(tmpdir(), 'flowbench-kill-'))
const scores: { readonly passed: number; readonly failed: number }[] = []
try {
  if (killsInCommands > 0) scores.push(await killInCommands())
  if (killsInRuns > 0) scores.push(await killInRuns())
  const sum = (of: 'passed' | 'failed'): number => scores.reduce((total, score) => total + score[of], 0)
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = sum('failed') === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function killInCommands() {
  console.log(`${killsInCommands} kills in and after commands, seed ${seed}`)
  const report = await runCommandTrial({
    folder: join(folder, 'commands'),
    kills: killsInCommands,
    seed,
    onKill: ({ number, kind, isInside, isInSlices }) => {
      const where = `${isInside ? 'inside' : 'after'}${isInSlices ? ', in slices' : ''}`
      tell(number, `${number} ${kind} ${where}`)
    },
  })
  return print(createCommandReport(report))
}

async function killInRuns() {
  console.log(`${killsInRuns} kills over runs of ${jobs} jobs, seed ${seed}`)
  const report = await runKillTrial({
    entry: join(ROOT, 'out/main/cli.js'),
    folder: join(folder, 'runs'),
    kills: killsInRuns,
    jobs,
    seed,
    rate: REQUESTS_PER_SECOND,
    onKill: ({ number, command, afterMs, states }) =>
      tell(number, `${number} ${command} ${afterMs ?? 'starting'} ${JSON.stringify(states)}`),
  })
  return print(createReport(report))
}

/** Prints one kill; by default every 25th, without its details. */
function tell(number: number, kill: string): void {
  if (values.verbose) console.log(kill)
  else if (number % 25 === 0) console.log(`${number} kills`)
}

function print<T extends { readonly lines: readonly string[] }>(report: T): T {
  for (const line of report.lines) console.log(line)
  return report
}
