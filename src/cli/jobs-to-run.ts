import { cutLabels, keptSource, screenLabels, screenSources } from '#main/planning/screen-sources.ts'
import type { RequestedJob, RunRequest } from '#main/jobs/engine.ts'
import { PackedList } from '#main/lib/packed-list.ts'
import { sealSource } from '#main/storage/connections/sealed-source.ts'
import type { Sealing } from '#main/storage/connections/sealing.ts'
import { sourceText } from '#shared/model/source.ts'
import { cliWords as words } from '#shared/text/cli.ts'
import type { Input } from './inputs.ts'
import type { Output } from './output.ts'
import { Seen } from './seen.ts'

/** So many problems are told one by one. */
const MOST_TOLD = 100

export interface Collecting {
  readonly apiKeys: readonly string[]
  readonly cdnHosts: readonly string[]
  readonly isSecret: (word: string) => boolean
  readonly holdsSecret: (text: string) => boolean
  readonly sealing: Sealing
  readonly redact: (text: string) => string
  readonly output: Output
  /** The person wants no more. */
  readonly stopped: () => boolean
}

export interface Collected {
  readonly jobs: RunRequest['jobs']
  /** There are local files among them. */
  readonly uploads: boolean
  /** Inputs that could not be taken. */
  readonly leftOut: number
}

type Taken = Extract<Input, { kind: 'source' }>

/** The jobs of a run: screened for secrets, signed links sealed, the same source once. What cannot be taken is told. */
export async function collectJobs(inputs: AsyncIterable<Input>, options: Collecting): Promise<Collected> {
  const { output, stopped } = options
  const jobs = new PackedList<RequestedJob>()
  const seen = new Seen()
  let [leftOut, duplicates, read] = [0, 0, 0]
  let uploads = false
  const leave = (where: string, why: string): void => {
    leftOut += 1
    if (leftOut <= MOST_TOLD) output.say(words.inputs.problem(where, why))
  }
  for await (const input of inputs) {
    if (stopped()) break
    read += 1
    if (read % 1000 === 0) output.progress(words.progress.reading(read))
    if (input.kind === 'problem') {
      leave(input.where, input.why)
      continue
    }
    const refused = refusalOf(input, options)
    if (refused !== null) {
      leave(input.where, refused)
      continue
    }
    if (seen.add(`${input.source.kind} ${sourceText(input.source)}`)) jobs.push(await jobOf(input, options))
    else duplicates += 1
    uploads ||= input.source.kind === 'file'
  }
  output.progress('')
  if (leftOut > MOST_TOLD) output.say(words.inputs.more(leftOut - MOST_TOLD))
  if (leftOut > 0 && jobs.length > 0) output.say(words.inputs.leftOut(leftOut))
  if (duplicates > 0) output.say(words.inputs.duplicates(duplicates))
  return { jobs, uploads, leftOut }
}

/** Why it must not be run; null when it may. */
function refusalOf({ source, labels }: Taken, forbidden: Collecting): string | null {
  const bad = screenSources([source], forbidden)
  if (bad !== null) return bad.code === 'source.isKey' ? words.inputs.key : words.inputs.secret
  return screenLabels([labels], forbidden) === null ? null : words.inputs.label
}

async function jobOf({ source: input, labels }: Taken, options: Collecting): Promise<RequestedJob> {
  const { source, secret } = keptSource(input, options.cdnHosts)
  return {
    source,
    sealed: secret === null ? null : await sealSource(secret, options.sealing),
    ...(labels === null || Object.keys(labels).length === 0
      ? {}
      : { labels: cutLabels(labels, options.redact) }),
  }
}
