// npm test: build, unit, end to end; closes with “N passed, N failed” over both.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './lib/build.ts'
import { ROOT } from './lib/electron-target.ts'
import { runNode } from './lib/run.ts'
import { addTallies, readPlaywrightTally, readVitestTally, type Tally } from './lib/tally.ts'
import { ensureChromium } from './lib/chromium.ts'

const reports = join(ROOT, 'test-results')
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
const toModulePath = (path: string): string => join(ROOT, 'node_modules', path)

await build()
// The unit tests of the stand-in host need a browser, too.
if (process.platform === 'linux' && !ensureChromium()) process.exit(1)

const readTally = (file: string, tally: (report: unknown) => Tally): Tally => {
  try {
    return tally(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

const unitReport = join(reports, 'unit.json')
const unitCode = await runNode(
  toModulePath('vitest/vitest.mjs'),
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
  {
    cwd: ROOT,
    // The build starts in a fraction of the time that the sources need.
    env: { ...process.env, CLI_ENTRY: join(ROOT, 'out/main/cli.js') },
  },
)
const unit = readTally(unitReport, readVitestTally)

const e2eReport = join(reports, 'e2e.json')
const e2eCode = await runNode(
  join(ROOT, 'scripts/e2e.ts'),
  ['--reporter=list,json', ...process.argv.slice(2)],
  {
    cwd: ROOT,
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport },
  },
)
const e2e = readTally(e2eReport, readPlaywrightTally)

const total = addTallies(unit, e2e)
const hasFailed = unitCode !== 0 || e2eCode !== 0
// A runner can fail without a failed test, by a worker that died or an unhandled error: that is a failure, too.
const failed = total.failed + (hasFailed && total.failed === 0 ? 1 : 0)
console.log(
  `${total.passed} passed, ${failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
)
process.exit(hasFailed || failed > 0 ? 1 : 0)
