import { setTimeout as wait } from 'node:timers/promises'
import { createTransport } from '#main/filestack/http.ts'
import { createIncomingBodies } from '#main/storage/incoming-bodies.ts'
import { createOutcome, type Bench } from './lib/bench.ts'
import { withEngine } from './lib/engine.ts'
import { handlesOfResults, startLargeResultsService } from './lib/large-results.ts'
import { watchDelay } from './lib/watch-delay.ts'

const RESULTS = 16
const RESULT_BYTES = 100_000_000
const MAX_MIB_OVER_IDLE = 150
const MAX_P99_MS = 50
const MAX_DELAY_MS = 100
const SAMPLE_INTERVAL_MS = 10
/** After this time without work the memory is taken for that of an idle engine, ms. */
const IDLE_MS = 1000

export const bench: Bench = {
  what: "16 results of 100 MB that arrive at once: the memory (RSS, all threads) over that of an idle engine (1,900 MiB when each was held whole), and how long main's event loop is held up meanwhile, ms.",
  async run() {
    const service = await startLargeResultsService()
    try {
      return await withEngine(
        {
          createTransport: (folder) => createTransport({ openBodySink: createIncomingBodies(folder) }),
          credentials: service.credentials,
          concurrency: RESULTS,
        },
        async (run) => {
          // What is loaded and started with the first jobs belongs to an idle engine.
          await run('00000000-0000-4000-8000-000000000001', handlesOfResults(RESULTS * 4, 1000))
          await run('00000000-0000-4000-8000-000000000002', handlesOfResults(1, 1_000_000))
          await wait(IDLE_MS)
          const idleMib = readRssMib()
          let peakMib = idleMib
          const sampling = setInterval(() => {
            peakMib = Math.max(peakMib, readRssMib())
          }, SAMPLE_INTERVAL_MS)
          const begun = performance.now()
          const delays = await watchDelay(() =>
            run('00000000-0000-4000-8000-000000000003', handlesOfResults(RESULTS, RESULT_BYTES)),
          )
          clearInterval(sampling)
          return createOutcome(
            {
              results: RESULTS,
              seconds: (performance.now() - begun) / 1000,
              idleMib,
              peakMib,
              mibOverIdle: peakMib - idleMib,
              mainMsAtP99: delays.p99,
              mainMsAtMost: delays.most,
              mainCpuMsAtMost: delays.cpuMost,
            },
            {
              mibOverIdle: { most: MAX_MIB_OVER_IDLE },
              mainMsAtP99: { most: MAX_P99_MS },
              mainMsAtMost: { most: MAX_DELAY_MS },
            },
          )
        },
      )
    } finally {
      await service.close()
    }
  },
}

const readRssMib = (): number => process.memoryUsage.rss() / 2 ** 20
