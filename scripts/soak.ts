// npm run test:soak -- --minutes N: the engine at work for so long in one process; fails when something grows.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runNode } from './lib/run.ts'
import { growthOf } from './soak/growth.ts'
import { soak } from './soak/soak.ts'

// Memory is looked at after a collection.
if (globalThis.gc === undefined) {
  const [, script = '', ...args] = process.argv
  process.exit(await runNode('--expose-gc', [script, ...args]))
}
/** Fewer looks have no beginning and no end to compare. */
const FEWEST = 20

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } })
const folder = mkdtempSync(join(tmpdir(), 'flowbench-soak-'))
let told = 0
try {
  const samples = await soak({
    folder,
    ms: Number(values.minutes) * 60_000,
    onSample: ({ at, rss, heap, handles, requestsPerJob }, jobs) => {
      if (at < told) return
      told = at + 15_000
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
  if (samples.length < FEWEST)
    throw new Error(`${samples.length} samples tell nothing: let it run for longer.`)
  const demands = growthOf(samples)
  for (const { name, early, late, most, holds } of demands)
    console.log(
      `${holds ? 'ok  ' : 'FAIL'} ${name}: ${early.toFixed(2)} → ${late.toFixed(2)}, at most ${most.toFixed(2)}`,
    )
  const failed = demands.filter(({ holds }) => !holds).length
  console.log(`${demands.length - failed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
