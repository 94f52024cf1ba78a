import { basename } from 'node:path'
import { stat } from 'node:fs/promises'
import { walk, type Step } from '#main/files/walk/walk.ts'
import type { Labels, PlannedSource } from '#main/planning/planned-source.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { assertNever } from '#shared/model/assert.ts'
import { recognisePaste } from '#shared/model/recognise.ts'
import type { Recognition, RecognitionContext } from '#shared/model/recognition.ts'
import type { Source } from '#shared/model/source.ts'
import { cliWords as words } from '#shared/text/cli.ts'
import { runWords } from '#shared/text/run.ts'
import { listRows } from './list-rows.ts'

/** One thing to run on, or why one could not be taken. */
export type Input =
  | {
      readonly kind: 'source'
      readonly where: string
      readonly source: PlannedSource
      readonly labels: Labels | null
    }
  | { readonly kind: 'problem'; readonly where: string; readonly why: string }

interface Asked {
  readonly sources: readonly string[]
  /** `-` for standard input; null for no list. */
  readonly from: string | null
  readonly context: RecognitionContext
  /** A secret is told as one, whatever else its letters could be. */
  readonly isSecret: (word: string) => boolean
  readonly stdin: AsyncIterable<Uint8Array>
}

/** Everything to run on, in order: the arguments, then the list as it is read. Throws an `UnreadableList`. */
export async function* inputsOf(asked: Asked): AsyncGenerator<Input> {
  const { sources, from, context, stdin } = asked
  for (const [index, text] of sources.entries()) {
    // What lies on this disk is meant before what it could be elsewhere ("photos/cat.jpg" may be an alias path).
    if (await exists(text)) yield* files([text])
    else yield* recognised(text, words.inputs.argument(index + 1), asked, true)
  }
  if (from === null) return
  for await (const row of listRows(from, context, stdin)) {
    const where = words.inputs.line(row.row)
    if (row.kind === 'problem') yield { kind: 'problem', where, why: inWords(row.error) }
    else yield* withLabels(recognised(row.text, where, asked, false), row.labels)
  }
}

async function* recognised(
  text: string,
  where: string,
  { context, isSecret }: Asked,
  /** Named one by one: a word that may be a handle is taken for one. */
  named: boolean,
): AsyncGenerator<Input> {
  if (isSecret(text)) {
    yield { kind: 'problem', where, why: words.inputs.secret }
    return
  }
  for (const { recognition } of recognisePaste(text, context)) {
    if (recognition.kind === 'file') yield* files([recognition.path])
    else {
      const taken = sourceOf(recognition, named)
      yield typeof taken === 'string'
        ? { kind: 'problem', where, why: taken }
        : { kind: 'source', where, source: taken, labels: null }
    }
  }
}

/** The source, or why it is none. */
function sourceOf(
  recognition: Exclude<Recognition, { kind: 'file' }>,
  named: boolean,
): PlannedSource | string {
  switch (recognition.kind) {
    case 'source':
      return planned(recognition.source)
    case 'perhaps':
      return named ? planned(recognition.source) : words.inputs.perhaps
    case 'runUrl':
      return recognition.source === null ? words.inputs.runUrlWithout : planned(recognition.source)
    case 'uuid':
      return words.inputs.uuid
    case 'statusUrl':
      return words.inputs.statusUrl
    case 'secret':
      return recognition.what === 'apiKey' ? words.inputs.key : words.inputs.secret
    case 'bad':
      return runWords.sources.bad[recognition.reason]
    default:
      return assertNever(recognition)
  }
}

const planned = (source: Source): PlannedSource =>
  source.kind === 'file' ? { kind: 'file', path: source.path, size: source.bytes ?? 0, handle: null } : source

async function* files(paths: readonly string[]): AsyncGenerator<Input> {
  for await (const step of walk(paths)) {
    const input = inputOf(step)
    if (input !== null) yield input
  }
}

function inputOf(step: Step): Input | null {
  switch (step.kind) {
    case 'file':
      return {
        kind: 'source',
        where: basename(step.path),
        source: { kind: 'file', path: step.path, size: step.size, handle: null },
        labels: null,
      }
    case 'problem':
      return { kind: 'problem', where: basename(step.path), why: inWords(step.error) }
    case 'leftOut':
      return null
    default:
      return assertNever(step)
  }
}

async function* withLabels(inputs: AsyncGenerator<Input>, labels: Labels): AsyncGenerator<Input> {
  for await (const input of inputs) yield input.kind === 'source' ? { ...input, labels } : input
}

const inWords = ({ message, advice }: AppError): string => `${message} ${advice}`.trim()

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
