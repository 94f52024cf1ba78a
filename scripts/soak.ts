// npm run test:soak -- --minutes N: runs the engine for so long in one process; fails when memory, handles or requests grow.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runNode } from './lib/run.ts'
import { measureGrowth } from './soak/growth.ts'
import { soak } from './soak/soak.ts'

// Memory is measured after a garbage collection.
if (globalThis.gc === undefined) {
  const [, script = '', ...args] = process.argv
  process.exit(await runNode('--expose-gc', [script, ...args]))
}
const REPORT_INTERVAL_MS = 15_000
/** Fewer samples have no beginning and no end to compare. */
const MIN_SAMPLES = 20

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } })
const folder = mkdtempSync(join(tmpdir(), 'flowbench-soak-'))
let nextReportMs = 0
try {
  const samples = await soak({
    folder,
    ms: Number(values.minutes) * 60_000,
    onSample: ({ at, rss, heap, handles, requestsPerJob }, jobs) => {
      if (at < nextReportMs) return
      nextReportMs = at + REPORT_INTERVAL_MS
      const words = [
        `${Math.round(at / 1000)} s`,
        `${jobs} jobs`,
        `${Math.round(rss / 1e6)} MB`,
        `heap ${(heap / 1e6).toFixed(1)} MB`,
        `${handles} handles`,
        `${requestsPerJob?.toFixed(2) ?? '–'} requests a job`,
      ]
      console.log(words.join(' · '))
    },
  })
  if (samples.length < MIN_SAMPLES)
    throw new Error(`${samples.length} samples are too few: let it run for longer.`)
  const demands = measureGrowth(samples)
  for (const { name, early, late, max, holds } of demands)
    console.log(
      `${holds ? 'ok  ' : 'FAIL'} ${name}: ${early.toFixed(2)} → ${late.toFixed(2)}, at most ${max.toFixed(2)}`,
    )
  const failed = demands.filter(({ holds }) => !holds).length
  console.log(`${demands.length - failed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
