// npm run test:kill: kills the command line at random moments of large runs and counts what is lost or done twice.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createReport } from './kill/report.ts'
import { runKillTrial } from './kill/trial.ts'
import { build } from './lib/build.ts'
import { ROOT } from './lib/electron-target.ts'

/** Slow enough that kills fall between the steps of jobs. */
const REQUESTS_PER_SECOND = 250

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '300' },
    jobs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    /** Prints each kill. */
    verbose: { type: 'boolean', default: false },
    /** Uses the last build. */
    'no-build': { type: 'boolean', default: false },
  },
})
const [kills, jobs, seed] = [Number(values.kills), Number(values.jobs), Number(values.seed)]
if (!values['no-build']) await build()
const folder = mkdtempSync(join(tmpdir(), 'flowbench-kill-'))
console.log(`${kills} kills over runs of ${jobs} jobs, seed ${seed}`)
try {
  const report = await runKillTrial({
    entry: join(ROOT, 'out/main/cli.js'),
    folder,
    kills,
    jobs,
    seed,
    rate: REQUESTS_PER_SECOND,
    onKill: ({ number, command, afterMs, states }) => {
      if (values.verbose)
        console.log(`${number} ${command} ${afterMs ?? 'starting'} ${JSON.stringify(states)}`)
      else if (number % 25 === 0) console.log(`${number} kills`)
    },
  })
  const { lines, passed, failed } = createReport(report)
  for (const line of lines) console.log(line)
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
