import { seeded } from '#main/jobs/testing/engine-harness.ts'
import { outcome, type Bench } from './lib/bench.ts'
import { simulate } from './lib/simulate.ts'

const JOBS = 10_000
const A_SECOND = 10
const WORKFLOW = '00000000-0000-4000-8000-000000000920'
/** Two requests a job, as fast as the limit lets them through, ms. */
const FLOOR = ((2 * JOBS) / A_SECOND) * 1000

export const bench: Bench = {
  what: '10,000 jobs under a limit of 10 requests a second on a simulated clock, with its headers and without, against the floor of two requests a job.',
  async run() {
    const told = await under(true)
    const silent = await under(false)
    return outcome(
      {
        jobs: JOBS,
        withHeaders: told.elapsed / FLOOR,
        withoutHeaders: silent.elapsed / FLOOR,
        requestsAJobWithHeaders: told.requests / JOBS,
        requestsAJobWithoutHeaders: silent.requests / JOBS,
        insideClosedWindows: told.early,
        refusedWithHeaders: told.refused,
        refusedWithoutHeaders: silent.refused,
      },
      {
        withHeaders: { most: 1.05 },
        withoutHeaders: { most: 1.3 },
        insideClosedWindows: { most: 0 },
      },
    )
  },
}

async function under(headers: boolean): Promise<SimulationSums> {
  const random = seeded(11)
  const service = {
    lengthOf: () => 920 * (0.8 + 0.4 * random()),
    latencyMs: 20,
    limit: { requests: A_SECOND, windowMs: 1000, headers },
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
