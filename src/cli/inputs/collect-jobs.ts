import type { DuplicateRow, RequestedJob, RunRequest } from '#main/jobs/engine.ts'
import { PackedList } from '#main/lib/packed-list.ts'
import { buildJob } from '#main/planning/build-jobs.ts'
import type { PlanningRules } from '#main/planning/build-jobs.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { sourceText } from '#shared/model/source.ts'
import { cliWords as words } from '#shared/text/cli.ts'
import type { Input } from './inputs.ts'
import type { Output } from '#cli/output/output.ts'
import { SeenTexts } from './seen-texts.ts'

const MAX_PROBLEMS_SHOWN = 100
/** Inputs read before the progress line is written again. */
const INPUTS_PER_PROGRESS = 1000

export interface CollectOptions {
  readonly rules: PlanningRules
  readonly output: Output
  /** The person wants no more. */
  readonly isStopped: () => boolean
}

export interface CollectedJobs {
  readonly jobs: RunRequest['jobs']
  /** Rows of the list whose source an earlier row names. */
  readonly duplicateRows: Iterable<DuplicateRow>
  /** Local files among them. */
  readonly uploads: number
  /** Inputs that could not be taken. */
  readonly leftOut: number
}

/** The jobs of a run, held packed, each source once; rows of a list that repeat a source are kept with its job. What cannot be run is said and left out. */
export async function collectJobs(
  inputs: AsyncIterable<Input>,
  { rules, output, isStopped }: CollectOptions,
): Promise<CollectedJobs> {
  const jobs = new PackedList<RequestedJob>()
  const duplicateRows = new PackedList<DuplicateRow>()
  const seen = new SeenTexts()
  let [leftOut, duplicates, inputsRead, uploads] = [0, 0, 0, 0]
  const leaveOut = (where: string, why: string): void => {
    leftOut += 1
    if (leftOut <= MAX_PROBLEMS_SHOWN) output.say(words.inputs.problem(where, why))
  }
  for await (const input of inputs) {
    if (isStopped()) break
    inputsRead += 1
    if (inputsRead % INPUTS_PER_PROGRESS === 0) output.progress(words.progress.reading(inputsRead))
    if (input.kind === 'problem') {
      leaveOut(input.where, input.why)
      continue
    }
    const job = await buildJob(input.source, input.labels, inputsRead, rules)
    if (!job.ok) {
      leaveOut(input.where, explainRefusal(job.error))
      continue
    }
    const position = jobs.length + duplicateRows.length
    const jobPosition = seen.add(`${input.source.kind} ${sourceText(input.source)}`, position)
    if (jobPosition !== null) {
      if (input.labels === null) duplicates += 1
      else duplicateRows.push({ position, jobPosition, labels: job.data.labels ?? {} })
      continue
    }
    jobs.push({ ...job.data, position })
    if (input.source.kind === 'file') uploads += 1
  }
  output.progress('')
  if (leftOut > MAX_PROBLEMS_SHOWN) output.say(words.inputs.more(leftOut - MAX_PROBLEMS_SHOWN))
  if (leftOut > 0 && jobs.length > 0) output.say(words.inputs.leftOut(leftOut))
  if (duplicates > 0) output.say(words.inputs.duplicates(duplicates))
  if (duplicateRows.length > 0) output.say(words.inputs.duplicateRows(duplicateRows.length))
  return { jobs, duplicateRows, uploads, leftOut }
}

/** In the words of the command line: where the input stands is said before them. */
function explainRefusal({ code }: AppError): string {
  if (code === 'source.isKey') return words.inputs.key
  return code === 'list.labelIsSecret' ? words.inputs.label : words.inputs.secret
}
