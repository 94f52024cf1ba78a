import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createOutcome, type Bench } from './lib/bench.ts'
import { handles, withEngine } from './lib/engine.ts'
import { QuickService } from './lib/quick-service.ts'

const JOBS = 100_000

export const bench: Bench = {
  what: '100,000 jobs in one run through the engine and its journal, before a service in the same process: its memory (RSS, all threads) when a tenth and when all of them have ended.',
  async run() {
    const mib: Record<number, number> = {}
    let jobs = 0
    await withEngine(
      {
        createTransport: () => new QuickService(),
        credentials: CREDENTIALS,
        concurrency: 64,
        onJob: ({ state }) => {
          if (state !== 'finished') return
          jobs += 1
          if (jobs === JOBS / 10 || jobs === JOBS / 2 || jobs === JOBS) mib[jobs] = readRssMib()
        },
      },
      (run) => run('00000000-0000-4000-8000-000000000001', handles(JOBS)),
    )
    const [tenth, half, all] = [JOBS / 10, JOBS / 2, JOBS].map((jobs) => mib[jobs] ?? Number.NaN)
    return createOutcome(
      {
        jobs: JOBS,
        mibAtATenth: tenth ?? Number.NaN,
        mibAtHalf: half ?? Number.NaN,
        mibAtTheEnd: all ?? Number.NaN,
        growth: (all ?? Number.NaN) / (tenth ?? Number.NaN) - 1,
      },
      { growth: { most: 0.15 } },
    )
  },
}

const CREDENTIALS = {
  apiKey: 'quick',
  hosts: { cdn: 'https://cdn.invalid', api: 'https://api.invalid', upload: 'https://upload.invalid' },
  sourceEncoding: 'percent',
  security: { kind: 'none' },
} as const

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Reads the memory after a garbage collection. */
function readRssMib(): number {
  collect()
  return process.memoryUsage.rss() / 2 ** 20
}
