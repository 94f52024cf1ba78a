import { seeded } from '#main/jobs/testing/engine-harness.ts'
import { createOutcome, type Bench } from './lib/bench.ts'
import { simulate } from './lib/simulate.ts'

const JOBS = 10_000
const REQUESTS_PER_SECOND = 10
const WORKFLOW = '00000000-0000-4000-8000-000000000920'
/** The shortest possible time: two requests for each job, as fast as the limit allows. */
const FLOOR_MS = ((2 * JOBS) / REQUESTS_PER_SECOND) * 1000

export const bench: Bench = {
  what: '10,000 jobs under a limit of 10 requests a second on a simulated clock, with its headers and without, against the floor of two requests a job.',
  async run() {
    const announced = await simulateLimit(true)
    const unannounced = await simulateLimit(false)
    return createOutcome(
      {
        jobs: JOBS,
        withHeaders: announced.elapsed / FLOOR_MS,
        withoutHeaders: unannounced.elapsed / FLOOR_MS,
        requestsAJobWithHeaders: announced.requests / JOBS,
        requestsAJobWithoutHeaders: unannounced.requests / JOBS,
        insideClosedWindows: announced.early,
        refusedWithHeaders: announced.refused,
        refusedWithoutHeaders: unannounced.refused,
      },
      {
        withHeaders: { most: 1.05 },
        withoutHeaders: { most: 1.3 },
        insideClosedWindows: { most: 0 },
      },
    )
  },
}

async function simulateLimit(headers: boolean): Promise<SimulationSums> {
  const random = seeded(11)
  const service = {
    durationMsOf: () => 920 * (0.8 + 0.4 * random()),
    latencyMs: 20,
    limit: { requests: REQUESTS_PER_SECOND, windowMs: 1000, headers },
  }
  return simulate(service, seeded(7), async (simulation) => {
    await simulation.run({ [WORKFLOW]: JOBS })
    return { elapsed: simulation.elapsed(), ...simulation.service.counts }
  })
}

interface SimulationSums {
  readonly elapsed: number
  readonly requests: number
  readonly refused: number
  readonly early: number
}
