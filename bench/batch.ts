import { statSync } from 'node:fs'
import { startSandboxProcess, type SandboxProcess } from '#e2e/fixtures/sandbox-process.ts'
import { createTransport } from '#main/filestack/http.ts'
import { readResultFacts } from '#main/filestack/results/result-facts.ts'
import { createIncomingBodies } from '#main/storage/incoming-bodies.ts'
import { journalFile } from '#main/storage/journal/journal-database.ts'
import { MODERATION } from '#sandbox/workflows.ts'
import { runLoop } from './lib/bare-loop.ts'
import { median, createOutcome, type Bench, type Metrics } from './lib/bench.ts'
import { handles, withEngine } from './lib/engine.ts'
import { withLoopJournal, type LoopJournal } from './lib/loop-journal.ts'
import { measureProcessorTime, type ProcessorTime } from './lib/processor-time.ts'

const SHORT_JOBS = Number(process.env['BATCH_JOBS'] ?? 0)
/** Jobs of a run, and how often it is measured. `BATCH_JOBS`: one short run in their place. */
const SIZES =
  SHORT_JOBS > 0
    ? [{ name: `${SHORT_JOBS}`, jobs: SHORT_JOBS, rounds: 1 }]
    : [
        { name: '5k', jobs: 5000, rounds: 3 },
        { name: '50k', jobs: 50_000, rounds: 1 },
      ]
/** Requests at the same time. */
const CONCURRENCY = 32
/** The longest job: those of the Sandbox take 0.8 to 1.2 s. */
const MAX_JOB_MS = 1200

export const bench: Bench = {
  what: "Jobs of 0.8 to 1.2 s through sender, journal, poller and archive against the Sandbox; a bare keep-alive loop with the same window, which keeps nothing: run, wait, one status at the known end; and that loop with the least that a history needs: the intent durably committed before the start, then the job id, then the result, in groups. Told as wall time a job beyond the last one's own length, ms, and as ratios to the loops (at 50,000 to the bare one: 0.52 ms and 3.13 when the place of a request was held while its intent was written, 0.73 ms and 3.09 when commits copied the journal's log themselves). Of the largest run also the processor time by thread, what the journal grows by, and the share of the engine's processor time in which results are read for their verdicts, sentences and files.",
  async run() {
    const metrics: Record<string, number> = {}
    let mostSending = 0
    for (const { name, jobs, rounds } of SIZES) {
      const ours: number[] = []
      const bare: number[] = []
      const committing: number[] = []
      const toMsAJob = (elapsedMs: number): number => (elapsedMs - MAX_JOB_MS) / jobs
      for (let round = 0; round < rounds; round++) {
        const run = await measureAgainstSandbox(jobs, (sandbox) => runEngine(sandbox, jobs))
        mostSending = Math.max(mostSending, run.mostSending)
        Object.assign(metrics, run.costs)
        ours.push(toMsAJob(run.elapsedMs))
        bare.push(toMsAJob(await measureLoop(jobs, null)))
        committing.push(toMsAJob(await withLoopJournal((journal) => measureLoop(jobs, journal))))
      }
      const ratioTo = (loop: readonly number[]): number =>
        median(ours.map((ms, round) => ms / (loop[round] ?? Number.NaN)))
      metrics[`msAJobOf${name}`] = median(ours)
      metrics[`loopMsAJobOf${name}`] = median(bare)
      metrics[`committingLoopMsAJobOf${name}`] = median(committing)
      metrics[`ratioOf${name}`] = ratioTo(bare)
      metrics[`ratioToCommittingLoopOf${name}`] = ratioTo(committing)
    }
    return createOutcome(
      { ...metrics, mostSending },
      {
        ...(SHORT_JOBS > 0 ? {} : { ratioOf50k: { most: 2 } }),
        describingShare: { most: 0.05 },
        mostSending: { most: 2 * CONCURRENCY },
      },
    )
  },
}

/** Runs against a Sandbox of its own, which has to have started each job once. */
async function measureAgainstSandbox<T>(
  jobs: number,
  run: (sandbox: SandboxProcess) => Promise<T>,
): Promise<T> {
  const sandbox = await startSandboxProcess({ seed: 5 })
  try {
    const result = await run(sandbox)
    const started = (await sandbox.runs()).length
    if (started !== jobs) throw new Error(`${started} starts of ${jobs} jobs`)
    return result
  } finally {
    await sandbox.stop()
  }
}

const measureLoop = (jobs: number, journal: LoopJournal | null): Promise<number> =>
  measureAgainstSandbox(jobs, ({ url, apiKey }) =>
    runLoop({
      url,
      apiKey,
      handles: handles(jobs),
      concurrency: CONCURRENCY,
      maxJobMs: MAX_JOB_MS,
      journal,
    }),
  )

/** The time that our run takes, ms, how many jobs were `sending` at most, and what a job costs. */
async function runEngine(sandbox: SandboxProcess, jobs: number) {
  const { url, apiKey } = sandbox
  const sending = new Set<string>()
  let mostSending = 0
  let journalBytes = 0
  const { elapsedMs, processorTime } = await withEngine(
    {
      createTransport: (folder) => createTransport({ openBodySink: createIncomingBodies(folder) }),
      credentials: {
        apiKey,
        hosts: { cdn: url, api: url, upload: url },
        sourceEncoding: 'percent',
        security: { kind: 'none' },
      },
      concurrency: CONCURRENCY,
      onJob: ({ id, state }) => {
        if (state === 'sending') sending.add(id)
        else sending.delete(id)
        mostSending = Math.max(mostSending, sending.size)
      },
      onClosed: (folder) => (journalBytes = statSync(journalFile(folder)).size),
    },
    async (run, writer) => {
      let elapsedMs = 0
      const processorTime = await measureProcessorTime(writer, sandbox, async () => {
        elapsedMs = await run(MODERATION.id, handles(jobs))
      })
      return { elapsedMs, processorTime }
    },
  )
  return { elapsedMs, mostSending, costs: await toCosts(sandbox, jobs, processorTime, journalBytes) }
}

async function toCosts(
  sandbox: SandboxProcess,
  jobs: number,
  time: ProcessorTime,
  journalBytes: number,
): Promise<Metrics> {
  const describingMs = measureDescribing(await readBodies(sandbox), jobs)
  return {
    mainCpuMsAJob: time.main / jobs,
    writerCpuMsAJob: time.writer / jobs,
    othersCpuMsAJob: time.others / jobs,
    sandboxCpuMsAJob: time.sandbox / jobs,
    journalBytesAJob: journalBytes / jobs,
    describingShare: describingMs / (time.main + time.writer + time.others),
  }
}

/** Results of the Sandbox, as they were received. */
async function readBodies(sandbox: SandboxProcess): Promise<readonly string[]> {
  const runs = await sandbox.runs()
  return Promise.all(runs.slice(0, 100).map(({ jobid }) => sandbox.body(jobid)))
}

/** The processor time, ms, in which the engine reads so many results. */
function measureDescribing(bodies: readonly string[], jobs: number): number {
  const answers = bodies.map((body): unknown => JSON.parse(body))
  const begun = process.threadCpuUsage()
  for (let at = 0; at < jobs; at++) readResultFacts(answers[at % answers.length], false)
  const { user, system } = process.threadCpuUsage(begun)
  return (user + system) / 1000
}
