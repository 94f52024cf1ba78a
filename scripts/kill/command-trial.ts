import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { startSandboxProcess } from '#e2e/fixtures/sandbox-process.ts'
import { readJobs } from './journal-file.ts'
import { seededRandom } from './random.ts'
import { chooseCommand, chooseMoment, isInSlices } from './choose-command.ts'
import { compareCommands, type CommandComparison } from './compare-commands.ts'
import { countStranded, expireSome, findJournal } from './found-journal.ts'
import type { Answer, AskedCommand, ProcessLine, ProcessPlan } from './kill-command.ts'

export interface CommandTrialOptions {
  /** For the data folder. */
  readonly folder: string
  readonly kills: number
  readonly seed: number
  readonly onKill: (kill: CommandKill) => void
}

/** One kill: of which command, and whether it fell before the command was answered. */
interface CommandKill {
  readonly number: number
  readonly kind: string
  readonly isInside: boolean
  readonly isInSlices: boolean
}

export interface CommandTrialReport {
  readonly kills: readonly CommandKill[]
  /** Commands that answered something else when they were asked for again. */
  readonly changedAnswers: readonly string[]
  /** Runs that are marked as done with open jobs, and commands that are not completed, after a start. */
  readonly stranded: { readonly runs: number; readonly commands: number }
  readonly comparison: CommandComparison
  /** Jobs that have not ended. */
  readonly open: readonly string[]
  readonly jobs: number
  readonly ms: number
}

/** Lost answers, refusals, rate limits, failed jobs; slow enough that kills fall while requests are under way. */
const FAULTS =
  'reset-after-accept:1%,403@run:2%,503@run:0.5%,500@status:1%,failed:4%,slow@run:40ms:50%,slow@status:20ms:20%'
/** A process that did not kill itself is killed at most this long after its answer, ms. */
const MAX_REST_MS = 300
/** One time in so many, started jobs are made expired ones before the next process begins. */
const EXPIRE_EVERY = 6
/** Sources of one command are numbered from here on. */
const SOURCES_PER_COMMAND = 10_000
const OPEN_STATES = ['queued', 'uploading', 'ready', 'sending', 'started']

/** Kills processes inside their commands, and asks each next one for the same command again. Then lets every job end. */
export async function runCommandTrial(options: CommandTrialOptions): Promise<CommandTrialReport> {
  const begun = Date.now()
  mkdirSync(options.folder, { recursive: true })
  const random = seededRandom(options.seed)
  const sandbox = await startSandboxProcess({
    seed: options.seed,
    faults: FAULTS,
    security: 'required',
    lengthFactor: 0.3,
    stateFile: join(options.folder, 'accepted.ndjson'),
  })
  const folder = join(options.folder, 'data')
  const { url } = sandbox
  const env = {
    FLOWBENCH_API_KEY: sandbox.apiKey,
    FLOWBENCH_SECRET: sandbox.appSecret,
    FLOWBENCH_CDN_URL: url,
    FLOWBENCH_API_URL: url,
    FLOWBENCH_UPLOAD_URL: url,
  }
  const kills: CommandKill[] = []
  const changedAnswers: string[] = []
  const stranded = { runs: 0, commands: 0 }
  let earlier: (AskedCommand & { readonly answer: Answer }) | null = null
  const onStarted = (): void => {
    const found = countStranded(folder)
    stranded.runs += found.runs
    stranded.commands += found.commands
  }
  const judge = (again: readonly [Answer, Answer] | null): void => {
    if (earlier === null) return
    const answers = [earlier.answer, ...(again ?? [])].filter((answer) => answer !== null)
    if (new Set(answers).size > 1)
      changedAnswers.push(`${earlier.command.kind} ${earlier.id}: ${answers.join(' ')}`)
  }
  try {
    while (kills.length < options.kills) {
      const number = kills.length + 1
      if (number % EXPIRE_EVERY === 0) expireSome(folder)
      const found = findJournal(folder, await sandbox.runs())
      const command = chooseCommand(random, found, number * SOURCES_PER_COMMAND)
      const asked = { id: `kill-${options.seed}-${number}`, command }
      const plan = { folder, earlier, next: { ...asked, ...chooseMoment(random, command, found.runs) } }
      const ended = await runProcess(plan, env, random() * MAX_REST_MS, onStarted)
      judge(ended.again)
      earlier = { ...asked, answer: ended.answer }
      const kill = {
        number,
        kind: command.kind,
        isInside: !ended.isAnswered,
        isInSlices: isInSlices(command, found.runs),
      }
      kills.push(kill)
      options.onKill(kill)
    }
    const last = await runProcess({ folder, earlier, next: null }, env, 0, onStarted)
    judge(last.again)
    const jobs = readJobs(folder)
    return {
      kills,
      changedAnswers,
      stranded,
      comparison: compareCommands(jobs, await sandbox.runs()),
      open: jobs.filter(({ state }) => OPEN_STATES.includes(state)).map(({ id }) => id),
      jobs: jobs.length,
      ms: Date.now() - begun,
    }
  } finally {
    await sandbox.stop()
  }
}

interface EndedProcess {
  /** What the command of the process before answered when it was asked for twice again. */
  readonly again: readonly [Answer, Answer] | null
  readonly answer: Answer
  readonly isAnswered: boolean
}

/** Starts a process by its plan, and waits until it has killed itself or is killed `restMs` after its answer. */
async function runProcess(
  plan: ProcessPlan,
  env: Readonly<Record<string, string>>,
  restMs: number,
  onStarted: () => void,
): Promise<EndedProcess> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'command-process.ts'), JSON.stringify(plan)],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    },
  )
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const closed = once(child, 'close')
  let [isStarted, isAnswered, answer] = [false, false, null as Answer]
  let again: EndedProcess['again'] = null
  for await (const text of createInterface({ input: child.stdout })) {
    const line = JSON.parse(text) as ProcessLine
    if (line.event === 'started') {
      isStarted = true
      onStarted()
    } else if (line.event === 'again') again = line.answers
    else {
      isAnswered = true
      answer = line.answer
      setTimeout(() => child.kill('SIGKILL'), restMs)
    }
  }
  const [code, signal] = (await closed) as [number | null, string | null]
  const isExpected = plan.next === null ? code === 0 : signal === 'SIGKILL'
  if (!isStarted || !isExpected)
    throw new Error(
      `A process of the trial ended with ${code ?? signal ?? ''} (${JSON.stringify(plan.next)}): ${stderr}`,
    )
  return { again, answer, isAnswered }
}
