import { assertNever } from '#shared/model/assert.ts'
import type { Verdict } from '#shared/model/job.ts'
import { formatPercent } from '#shared/format/count.ts'
import { shortenEnd } from '#shared/format/shorten.ts'
import { resultWords } from '#shared/text/results.ts'
import { readResults } from './read.ts'
import type { TaskResult } from './task.ts'
import { field, isFields } from './value.ts'

/** A result in one sentence for a row, and what its moderation-like tasks say together. */
export interface Description {
  readonly summary: string
  readonly verdict: Verdict
}

const NOTHING: Description = { summary: '', verdict: 'none' }
/** Labels named in a sentence, and the longest quotation, in characters. */
const MAX_NAMED_LABELS = 3
const MAX_QUOTE_LENGTH = 80

/** Verdicts first (what is wrong before what is well), then words, then files. */
export function describeResults(tasks: readonly TaskResult[]): Description {
  const verdicts = tasks.map(judgeTask)
  const verdict = verdicts.includes('flagged') ? 'flagged' : verdicts.includes('clear') ? 'clear' : 'none'
  const judged = tasks.filter((_, index) => verdicts[index] !== 'none')
  const flagged = judged.filter((task) => judgeTask(task) === 'flagged')
  const sentences = [
    ...(flagged.length > 0 ? flagged : judged),
    ...tasks.filter((task) => judgeTask(task) === 'none'),
  ]
    .map(describeTask)
    .filter((sentence) => sentence !== '')
  const summary = [...new Set(sentences), ...counted(tasks)].join(' · ')
  return { summary: summary === '' ? resultWords.noTasks : summary, verdict }
}

/** The same for the text of a status answer (or a webhook's): empty when it is not one. */
export function describeBody(body: string): Description {
  return describeAnswer(parsed(body))
}

/** The same for one that is parsed already. */
export function describeAnswer(answer: unknown): Description {
  const tasks = readAnswer(answer)
  return tasks === null ? NOTHING : describeResults(tasks)
}

/** The tasks of a status answer, or of a webhook's; null where it has no results. */
export function readAnswer(answer: unknown): readonly TaskResult[] | null {
  if (!isFields(answer)) return null
  const inner = field(answer, 'text')
  const results = field(answer, 'results') ?? (isFields(inner) ? field(inner, 'results') : undefined)
  return isFields(results) ? readResults(results) : null
}

/** What one task says of its source. */
function judgeTask(task: TaskResult): Verdict {
  switch (task.kind) {
    case 'sfw':
      return task.safe ? 'clear' : 'flagged'
    case 'videoSfw':
      return task.safe && task.segments.length === 0 ? 'clear' : 'flagged'
    case 'virus':
      return task.infected ? 'flagged' : 'clear'
    case 'phishing':
      return task.phishing ? 'flagged' : 'clear'
    case 'copyright':
      return task.copyrighted ? 'flagged' : 'clear'
    case 'tags':
    case 'videoTags':
    case 'caption':
    case 'ocr':
    case 'documentArea':
    case 'documentCorners':
    case 'sentiment':
    case 'file':
    case 'unknown':
      return 'none'
    default:
      return assertNever(task)
  }
}

function describeTask(task: TaskResult): string {
  switch (task.kind) {
    case 'sfw':
      return resultWords.sfw(task.safe)
    case 'videoSfw':
      return resultWords.videoSfw(task.safe, task.segments.length)
    case 'virus':
      return resultWords.virus(task.infected, task.infections)
    case 'phishing':
      return resultWords.phishing(task.phishing)
    case 'copyright':
      return resultWords.copyright(task.copyrighted)
    case 'tags':
    case 'videoTags':
      return labels(task)
    case 'caption':
      return quoted(task.caption)
    case 'ocr':
      return task.text.trim() === '' ? resultWords.noText : quoted(task.text)
    case 'documentArea':
      return resultWords.documentArea
    case 'documentCorners':
      return resultWords.documentCorners(task.detected)
    case 'sentiment':
      return task.sentiment
    case 'file':
    case 'unknown':
      return ''
    default:
      return assertNever(task)
  }
}

function labels({ auto, user }: Extract<TaskResult, { kind: 'tags' | 'videoTags' }>): string {
  const named = (auto.length > 0 ? auto : user).slice(0, MAX_NAMED_LABELS)
  const sure = named[0]?.confidence ?? null
  const names = named.map((tag) => tag.label).join(', ')
  return sure === null ? names : `${names} · ${formatPercent(sure)}`
}

function counted(tasks: readonly TaskResult[]): readonly string[] {
  const files = tasks.filter((task) => task.kind === 'file').length
  const others = tasks.filter((task) => task.kind === 'unknown').length
  return [
    ...(files > 0 ? [resultWords.files(files)] : []),
    ...(others > 0 ? [resultWords.others(others, tasks.length > others)] : []),
  ]
}

function quoted(text: string): string {
  const start = text.trimStart().slice(0, MAX_QUOTE_LENGTH * 4)
  return `“${shortenEnd(start.trimEnd().replace(/\s+/g, ' '), MAX_QUOTE_LENGTH)}”`
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
