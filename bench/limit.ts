import { seeded } from '#main/jobs/testing/engine-harness.ts'
import { createOutcome, type Bench } from './lib/bench.ts'
import { simulate } from './lib/simulate.ts'

const JOBS = 10_000
const REQUESTS_PER_SECOND = 10
const WORKFLOW = '00000000-0000-4000-8000-000000000920'
/** The shortest possible time: two requests for each job, as fast as the limit allows. */
const FLOOR_MS = ((2 * JOBS) / REQUESTS_PER_SECOND) * 1000

/** The clock of the service beside ours, ms. */
const SKEWS_MS = [-1500, -700, 1000, 1500] as const
/** Single requests that are refused with a pause of a second: 600 jobs, 3 % of all requests. */
const RANDOM_JOBS = 600
const REFUSED_SHARE = 0.03
/** A pause of a second for each refusal. */
const RANDOM_FLOOR_MS = 2 * RANDOM_JOBS * REFUSED_SHARE * 1000
/** A capacity that changes, requests a second: so long each, ms. */
const PHASE_MS = 300_000
const toCapacity = (elapsedMs: number): number =>
  elapsedMs < PHASE_MS ? 10 : elapsedMs < 2 * PHASE_MS ? 2 : 20
/** As many as the three phases let through. */
const CHANGING_JOBS = ((10 + 2 + 20) * PHASE_MS) / 1000 / 2

export const bench: Bench = {
  what: '10,000 jobs under a limit of 10 requests a second on a simulated clock, with its headers and without, with clocks apart, against the floor of two requests a job; 600 jobs of whose requests 3 % are refused at random; a limit that changes from 10 to 2 to 20.',
  async run() {
    const announced = await simulateLimit({ headers: true })
    const unannounced = await simulateLimit({ headers: false })
    const skewed: SimulationSums[] = []
    for (const skewMs of SKEWS_MS) skewed.push(await simulateLimit({ headers: true, skewMs, jobs: 2000 }))
    const random = await simulateRandomRefusals()
    const changing = await simulateLimit({ headers: false, requests: toCapacity, jobs: CHANGING_JOBS })
    const changingTold = await simulateLimit({ headers: true, requests: toCapacity, jobs: CHANGING_JOBS })
    const skewedFloorMs = FLOOR_MS * (2000 / JOBS)
    return createOutcome(
      {
        jobs: JOBS,
        withHeaders: announced.elapsed / FLOOR_MS,
        withoutHeaders: unannounced.elapsed / FLOOR_MS,
        clocksApart: Math.max(...skewed.map(({ elapsed }) => elapsed)) / skewedFloorMs,
        randomRefusals: random.elapsed / RANDOM_FLOOR_MS,
        changingUsed: (3 * PHASE_MS) / changing.elapsed,
        changingUsedWithHeaders: (3 * PHASE_MS) / changingTold.elapsed,
        requestsAJobWithHeaders: announced.requests / JOBS,
        requestsAJobWithoutHeaders: unannounced.requests / JOBS,
        insideClosedWindows: announced.early,
        insideClosedWindowsClocksApart: skewed.reduce((sum, { early }) => sum + early, 0),
        refusedWithHeaders: announced.refused,
        refusedWithoutHeaders: unannounced.refused,
        refusedChanging: changing.refused,
      },
      {
        withHeaders: { most: 1.05 },
        withoutHeaders: { most: 1.3 },
        clocksApart: { most: 1.15 },
        randomRefusals: { most: 1.5 },
        changingUsed: { least: 0.85 },
        changingUsedWithHeaders: { least: 0.85 },
        insideClosedWindows: { most: 0 },
        insideClosedWindowsClocksApart: { most: 0 },
      },
    )
  },
}

async function simulateLimit(options: {
  readonly headers: boolean
  readonly requests?: (elapsedMs: number) => number
  readonly skewMs?: number
  readonly jobs?: number
}): Promise<SimulationSums> {
  const { headers, requests = REQUESTS_PER_SECOND, skewMs = 0, jobs = JOBS } = options
  const random = seeded(11)
  const service = {
    durationMsOf: () => 920 * (0.8 + 0.4 * random()),
    latencyMs: 20,
    limit: { requests, windowMs: 1000, headers },
    skewMs,
  }
  return simulateJobs(service, jobs)
}

async function simulateRandomRefusals(): Promise<SimulationSums> {
  const random = seeded(11)
  const service = {
    durationMsOf: () => 920,
    latencyMs: 20,
    limit: null,
    refusals: { share: REFUSED_SHARE, random },
  }
  return simulateJobs(service, RANDOM_JOBS)
}

function simulateJobs(service: Parameters<typeof simulate>[0], jobs: number): Promise<SimulationSums> {
  return simulate(service, seeded(7), async (simulation) => {
    await simulation.run({ [WORKFLOW]: jobs })
    return { elapsed: simulation.elapsed(), ...simulation.service.counts }
  })
}

interface SimulationSums {
  readonly elapsed: number
  readonly requests: number
  readonly refused: number
  readonly early: number
}
