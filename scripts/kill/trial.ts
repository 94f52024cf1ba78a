import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startSandboxProcess } from '#e2e/fixtures/sandbox-process.ts'
import { holds, startCli, type CliProcess } from './command.ts'
import { compare, type Comparison } from './compare.ts'
import { writeInputs } from './inputs.ts'
import { jobsIn, runsIn, statesIn } from './journal-file.ts'
import { seededRandom } from './random.ts'

export interface TrialOptions {
  /** The module of the command line. */
  readonly entry: string
  /** For the data folder and the inputs. */
  readonly folder: string
  readonly kills: number
  /** Jobs of each run. */
  readonly jobs: number
  readonly seed: number
  /** Requests a second. */
  readonly rate: number
  readonly onKill: (kill: Kill) => void
}

/** Where a kill struck: jobs in each state, as the journal had them afterwards. */
interface Kill {
  readonly number: number
  readonly command: 'run' | 'resume'
  /** Ms after the process had taken the data folder; null before that. */
  readonly afterMs: number | null
  readonly states: Readonly<Record<string, number>>
}

export interface TrialReport {
  readonly kills: readonly Kill[]
  readonly runs: number
  readonly comparison: Comparison
  readonly ms: number
}

const MODERATION = '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1101'
/** Answers lost after and before the service took the request, refusals of the rate, broken answers, failed jobs. */
const FAULTS = [
  'reset-after-accept:0.5%',
  'reset-before-accept:0.5%',
  '503@run:0.1%',
  '429@run:0.1%',
  'slow@run:60ms:40%',
  '500@status:0.5%',
  'cut@status:0.5%',
  'failed:2%',
  '500@upload-part:3%',
  'slow@upload-put:40ms:50%',
  '503@upload-complete:3%',
].join()
/** A process is let start up to so many of a run's jobs: a run takes some twenty processes. */
const LONGEST_LIFE = 1 / 10
/** The longest it is let live, ms: where jobs wait to be started, and where none does any more. */
const LONGEST_MS = { waiting: 8000, none: 5000 } as const
/** After the last job it was let start, ms: a kill strikes anywhere between two of its steps. */
const LONGEST_REST = 120
/** Bytes of an accepted job in the sandbox's state file. */
const JOB_BYTES = 230
const LOOK_EVERY = 5
/** One kill in so many strikes while the process starts. */
const EARLY_EVERY = 8
const LONGEST_START = 700

/** Runs, kills, resumes, until there were enough kills; then lets all end and compares. */
export async function killTrial(options: TrialOptions): Promise<TrialReport> {
  const { folder, entry, jobs, kills: wanted, rate, onKill } = options
  const begun = Date.now()
  const random = seededRandom(options.seed)
  const accepted = join(folder, 'accepted.ndjson')
  const sandbox = await startSandboxProcess({
    seed: options.seed,
    faults: FAULTS,
    security: 'required',
    stateFile: accepted,
  })
  const data = join(folder, 'data')
  const env = {
    FLOWBENCH_API_KEY: sandbox.apiKey,
    FLOWBENCH_SECRET: sandbox.appSecret,
    FLOWBENCH_CDN_URL: sandbox.url,
    FLOWBENCH_API_URL: sandbox.url,
    FLOWBENCH_UPLOAD_URL: sandbox.url,
  }
  const limits = ['--data-dir', data, '--rate', String(rate), '--concurrency', '24']
  const kills: Kill[] = []
  let runs = 0
  try {
    for (; runs === 0 || kills.length < wanted; runs++) {
      const { list, files } = writeInputs(folder, runs, jobs)
      const first = ['run', '--workflow', MODERATION, '--from', list, ...limits, files]
      for (;;) {
        // Killed before the run was written: nothing of it was sent, and it is asked for again.
        const command = runsIn(data) > runs ? 'resume' : 'run'
        const cli = startCli({ entry, args: command === 'run' ? first : ['resume', ...limits], env })
        if (kills.length >= wanted) {
          await expectEnd(cli)
          break
        }
        const struck = await strike(cli, { data, accepted, ...lifeOf(kills, random, jobs) })
        if (struck === 'ended') {
          await expectEnd(cli)
          break
        }
        const kill = { number: kills.length + 1, command, afterMs: struck, states: statesIn(data) } as const
        kills.push(kill)
        onKill(kill)
      }
    }
    return { kills, runs, comparison: compare(jobsIn(data), await sandbox.runs()), ms: Date.now() - begun }
  } finally {
    await sandbox.stop()
  }
}

/** How long the next process lives. */
interface Life {
  /** It is killed while it starts, `restMs` after it was begun. */
  readonly early: boolean
  /** So many jobs it is let start. */
  readonly jobs: number
  readonly restMs: number
  readonly longestMs: number
}

function lifeOf(kills: readonly Kill[], random: () => number, jobs: number): Life {
  const early = kills.length % EARLY_EVERY === EARLY_EVERY - 1
  const { queued = 0, uploading = 0, ready = 0 } = kills.at(-1)?.states ?? { ready: jobs }
  return {
    early,
    longestMs: queued + uploading + ready > 0 ? LONGEST_MS.waiting : random() * LONGEST_MS.none,
    jobs: Math.floor(random() * jobs * LONGEST_LIFE),
    restMs: Math.round(random() * (early ? LONGEST_START : LONGEST_REST)),
  }
}

/** Kills the process after its life; `ended` when it ended before. Resolves to how long it had held the folder. */
async function strike(
  cli: CliProcess,
  {
    data,
    accepted,
    early,
    jobs,
    restMs,
    longestMs,
  }: Life & { readonly data: string; readonly accepted: string },
): Promise<number | null | 'ended'> {
  const { child, ended } = cli
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null
  const goal = sizeOf(accepted) + jobs * JOB_BYTES
  if (!early) await holds(data, cli, 60_000)
  const held = Date.now()
  if (!early)
    while (isAlive() && sizeOf(accepted) < goal && Date.now() - held < longestMs) await sleep(LOOK_EVERY)
  await Promise.race([sleep(restMs), ended])
  const lived = Date.now() - held
  if (isAlive()) child.kill('SIGKILL')
  if ((await ended) !== null) return 'ended'
  return early ? null : lived
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** Left to itself it ends: all finished, or some jobs did not. */
async function expectEnd(cli: CliProcess): Promise<void> {
  const code = await cli.ended
  if (code !== 0 && code !== 1) throw new Error(`The command line ended with ${code}: ${cli.said()}`)
}
