import { seeded } from '#main/jobs/testing/engine-harness.ts'
import type { SimulatedJob } from '#main/jobs/testing/simulated-service.ts'
import { outcome, percentile, type Bench } from './lib/bench.ts'
import { simulate } from './lib/simulate.ts'

/** Typical length of a workflow's jobs, s; theirs lie within ± 20 % of it. */
const TYPICAL = [0.92, 2.04, 447]
const JOBS = 1000
const TEACHING = 20

const idOf = (seconds: number): string =>
  `00000000-0000-4000-8000-${String(seconds * 1000).padStart(12, '0')}`
const runOf = (jobs: number): Record<string, number> =>
  Object.fromEntries(TYPICAL.map((seconds) => [idOf(seconds), jobs]))

export const bench: Bench = {
  what: 'Three workflows of 0.92, 2.04 and 447 s (± 20 %), 1,000 jobs each on a simulated clock; the first 20 of each teach.',
  async run() {
    const random = seeded(11)
    const lengthOf = (workflowId: string): number => Number(workflowId.slice(-12)) * (0.8 + 0.4 * random())
    const service = { lengthOf, latencyMs: 20, limit: null }
    const jobs = await simulate(service, seeded(7), async (simulation) => {
      await simulation.run(runOf(TEACHING))
      const taught = simulation.service.jobs.size
      await simulation.run(runOf(JOBS - TEACHING))
      return [...simulation.service.jobs.values()].slice(taught)
    })
    const each = TYPICAL.flatMap((seconds): [string, number][] => {
      const ofIt = jobs.filter(({ workflowId }) => workflowId === idOf(seconds))
      return [
        [`requestsAJobOf${seconds}s`, requestsAJob(ofIt)],
        [`lateAtP95Of${seconds}s`, percentile(ofIt.map(lateOfTolerated), 0.95)],
      ]
    })
    return outcome(
      {
        jobs: jobs.length,
        requestsAJob: requestsAJob(jobs),
        ...Object.fromEntries(each),
        // How late the end was found, of the 5 % of its length or the second that is tolerated.
        lateAtP95: percentile(jobs.map(lateOfTolerated), 0.95),
      },
      { requestsAJob: { most: 4 }, lateAtP95: { most: 1 } },
    )
  },
}

const requestsAJob = (jobs: readonly SimulatedJob[]): number =>
  jobs.reduce((sum, { polls }) => sum + polls, 0) / jobs.length

function lateOfTolerated({ begun, length, foundAt }: SimulatedJob): number {
  const late = (foundAt ?? Infinity) - (begun + length)
  return late / Math.max(1000, length * 0.05)
}
