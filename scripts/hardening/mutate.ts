import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HardeningRule } from './rule.ts'

/** What became of the tests without the rule. */
export type Verdict =
  /** A test went red: its name. */
  | { readonly kind: 'red'; readonly test: string }
  /** Every test stayed green: the rule has no test. */
  | { readonly kind: 'green' }
  /** Nothing was proved: the text is not there once, or no test ran. */
  | { readonly kind: 'broken'; readonly reason: string }

/** Takes the rule out of a text; null when its text does not stand there exactly once. */
export function removeRule(text: string, { from, to }: Pick<HardeningRule, 'from' | 'to'>): string | null {
  const [before, after, ...more] = text.split(from)
  return before === undefined || after === undefined || more.length > 0 ? null : `${before}${to}${after}`
}

/** Takes the rule away in the copy, runs its tests, and puts the rule back. */
export async function tryWithoutRule(folder: string, rule: HardeningRule): Promise<Verdict> {
  const path = join(folder, rule.file)
  const text = readFileSync(path, 'utf8')
  const mutated = removeRule(text, rule)
  if (mutated === null) return { kind: 'broken', reason: `its text does not stand once in ${rule.file}` }
  writeFileSync(path, mutated)
  try {
    return readVerdict(await runTests(folder, rule.test))
  } finally {
    writeFileSync(path, text)
  }
}

interface TestReport {
  readonly numTotalTests: number
  readonly testResults: readonly {
    readonly message?: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

/** Reads what the tests said. A file that could not be loaded proves nothing. */
export function readVerdict(report: TestReport | null): Verdict {
  if (report === null) return { kind: 'broken', reason: 'the tests wrote no report' }
  const results = report.testResults.flatMap(({ assertionResults }) => assertionResults)
  const red = results.find(({ status }) => status === 'failed')
  if (red !== undefined) return { kind: 'red', test: red.fullName }
  if (results.length > 0) return { kind: 'green' }
  const message = report.testResults[0]?.message ?? ''
  return { kind: 'broken', reason: `no test ran. ${message}`.trim() }
}

/** Runs one file of unit tests in the copy; null when there is no report. */
async function runTests(folder: string, test: string): Promise<TestReport | null> {
  const report = join(folder, 'report.json')
  rmSync(report, { force: true })
  const child = spawn(
    process.execPath,
    [
      join(folder, 'node_modules/vitest/vitest.mjs'),
      'run',
      test,
      '--reporter=json',
      `--outputFile=${report}`,
      '--maxWorkers=1',
      '--bail=1',
    ],
    { cwd: folder, stdio: 'ignore' },
  )
  await once(child, 'exit')
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as TestReport
  } catch {
    return null
  }
}
