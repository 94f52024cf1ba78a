// npm test: build, unit, end to end; closes with “N passed, N failed” over both.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './lib/build.ts'
import { ROOT } from './lib/electron-target.ts'
import { runNode } from './lib/run.ts'
import { addTallies, playwrightTally, vitestTally, type Tally } from './lib/tally.ts'
import { ensureChromium } from './lib/chromium.ts'

const reports = join(ROOT, 'test-results')
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
const bin = (path: string): string => join(ROOT, 'node_modules', path)

await build()
// The host's own tests drive a browser too.
if (process.platform === 'linux' && !ensureChromium()) process.exit(1)

const read = (file: string, tally: (report: unknown) => Tally): Tally => {
  try {
    return tally(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

const unitReport = join(reports, 'unit.json')
const unitCode = await runNode(
  bin('vitest/vitest.mjs'),
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
  {
    cwd: ROOT,
    // What was just built starts in a fraction of the time that the source takes.
    env: { ...process.env, CLI_ENTRY: join(ROOT, 'out/main/cli.js') },
  },
)
const unit = read(unitReport, vitestTally)

const e2eReport = join(reports, 'e2e.json')
const e2eCode = await runNode(
  join(ROOT, 'scripts/e2e.ts'),
  ['--reporter=list,json', ...process.argv.slice(2)],
  {
    cwd: ROOT,
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport },
  },
)
const e2e = read(e2eReport, playwrightTally)

const total = addTallies(unit, e2e)
const red = unitCode !== 0 || e2eCode !== 0
// A runner can fail without a failed test (a worker that died, an unhandled error): that is red too.
const failed = total.failed + (red && total.failed === 0 ? 1 : 0)
console.log(
  `${total.passed} passed, ${failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
)
process.exit(red || failed > 0 ? 1 : 0)
