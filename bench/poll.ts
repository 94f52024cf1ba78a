import { seeded } from '#main/jobs/testing/engine-harness.ts'
import type { SimulatedJob } from '#main/jobs/testing/simulated-service.ts'
import { createOutcome, percentile, type Bench } from './lib/bench.ts'
import { simulate } from './lib/simulate.ts'

/** The typical length of a workflow's jobs; each job is within ± 20 % of it. */
const TYPICAL_LENGTHS_S = [0.92, 2.04, 447]
const JOBS = 1000
const TEACHING_JOBS = 20

const toWorkflowId = (seconds: number): string =>
  `00000000-0000-4000-8000-${String(seconds * 1000).padStart(12, '0')}`
const toRun = (jobs: number): Record<string, number> =>
  Object.fromEntries(TYPICAL_LENGTHS_S.map((seconds) => [toWorkflowId(seconds), jobs]))

export const bench: Bench = {
  what: 'Three workflows of 0.92, 2.04 and 447 s (± 20 %), 1,000 jobs each on a simulated clock; the first 20 of each teach.',
  async run() {
    const random = seeded(11)
    const durationMsOf = (workflowId: string): number =>
      Number(workflowId.slice(-12)) * (0.8 + 0.4 * random())
    const service = { durationMsOf, latencyMs: 20, limit: null }
    const jobs = await simulate(service, seeded(7), async (simulation) => {
      await simulation.run(toRun(TEACHING_JOBS))
      const teachingJobs = simulation.service.jobs.size
      await simulation.run(toRun(JOBS - TEACHING_JOBS))
      return [...simulation.service.jobs.values()].slice(teachingJobs)
    })
    const each = TYPICAL_LENGTHS_S.flatMap((seconds): [string, number][] => {
      const ownJobs = jobs.filter(({ workflowId }) => workflowId === toWorkflowId(seconds))
      return [
        [`requestsAJobOf${seconds}s`, requestsAJob(ownJobs)],
        [`lateAtP95Of${seconds}s`, percentile(ownJobs.map(toLateness), 0.95)],
      ]
    })
    return createOutcome(
      {
        jobs: jobs.length,
        requestsAJob: requestsAJob(jobs),
        ...Object.fromEntries(each),
        // How late the end of a job was found; 1 is what is tolerated: 5 % of its length, but at least a second.
        lateAtP95: percentile(jobs.map(toLateness), 0.95),
      },
      { requestsAJob: { most: 4 }, lateAtP95: { most: 1 } },
    )
  },
}

const requestsAJob = (jobs: readonly SimulatedJob[]): number =>
  jobs.reduce((sum, { polls }) => sum + polls, 0) / jobs.length

function toLateness({ startedAt, durationMs, foundAt }: SimulatedJob): number {
  const lateMs = (foundAt ?? Infinity) - (startedAt + durationMs)
  return lateMs / Math.max(1000, durationMs * 0.05)
}
