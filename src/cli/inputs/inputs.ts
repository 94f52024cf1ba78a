import { basename } from 'node:path'
import { stat } from 'node:fs/promises'
import { walk, type Step } from '#main/files/walk/walk.ts'
import type { PlannedSource } from '#main/planning/planned-source.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { assertNever } from '#shared/model/assert.ts'
import type { Labels } from '#shared/model/labels.ts'
import type { ListRow } from '#shared/model/source-list.ts'
import { toListedAlias } from '#shared/model/recognise/listing.ts'
import { isBareWords, recognisePaste } from '#shared/model/recognise.ts'
import type { Recognition } from '#shared/model/recognition.ts'
import type { Source } from '#shared/model/source.ts'
import { cliWords as words } from '#shared/text/cli.ts'
import { runWords } from '#shared/text/run.ts'
import { findListedFile } from './listed-files.ts'
import { readListRows, type NamedList, type ReadListOptions } from './list-rows.ts'

/** One thing to run on, or why one could not be taken. */
export type Input =
  | {
      readonly kind: 'source'
      readonly where: string
      readonly source: PlannedSource
      readonly labels: Labels | null
    }
  | { readonly kind: 'problem'; readonly where: string; readonly why: string }

interface InputOptions extends ReadListOptions {
  readonly sources: readonly string[]
  readonly list: NamedList | null
  /** A secret is reported as one, whatever else it could be taken for. */
  readonly isSecret: (word: string) => boolean
  /** The folder whose files a list may name (`--local-files`); null for none. */
  readonly localFiles: string | null
  /** The alias whose paths the list names (`--alias`); null: it names whole sources. */
  readonly alias: string | null
}

/** Everything to run on, in order: the arguments, then the list as it is read. Throws an `UnreadableList`. */
export async function* readInputs(options: InputOptions): AsyncGenerator<Input> {
  const { sources, list } = options
  for (const [index, text] of sources.entries()) {
    // A path that exists on this disk wins: "photos/cat.jpg" could be an alias path, too.
    if (await exists(text)) yield* walkFiles([text])
    else yield* recogniseText(text, words.inputs.argument(index + 1), options, true)
  }
  if (list === null) return
  for await (const row of readListRows(list, options)) {
    const where = words.inputs.line(row.row)
    if (row.kind === 'problem') yield { kind: 'problem', where, why: inWords(row.error) }
    else if (isWithoutSource(row, options)) yield { kind: 'problem', where, why: words.inputs.noSource }
    else yield* addLabels(recogniseText(toSourceText(row, options), where, options, false), row.labels)
  }
}

/** What the row names: of a listing, the path under its alias. */
const toSourceText = ({ text }: ListRow, { alias }: InputOptions): string =>
  alias === null ? text : (toListedAlias(text, alias) ?? text)

/** A row of a table has further columns, and so a source that is missing. A line of punctuation in a text is decoration. */
const isWithoutSource = ({ text, labels }: ListRow, { context }: InputOptions): boolean =>
  (text.trim() === '' || Object.keys(labels).length > 0) && recognisePaste(text, context).length === 0

async function* recogniseText(
  text: string,
  where: string,
  { context, isSecret, localFiles }: InputOptions,
  /** On the command line a word that may be a handle is taken for one; in a list it is a problem. */
  isArgument: boolean,
): AsyncGenerator<Input> {
  if (isSecret(text)) {
    yield { kind: 'problem', where, why: words.inputs.secret }
    return
  }
  for (const { recognition } of recognisePaste(text, context)) {
    if (recognition.kind === 'file' && isArgument) yield* walkFiles([recognition.path])
    else if (recognition.kind === 'file') yield await toListedFile(recognition.path, where, localFiles)
    else {
      const source = toSource(recognition, isArgument)
      yield typeof source === 'string'
        ? { kind: 'problem', where, why: source }
        : { kind: 'source', where, source, labels: null }
    }
  }
}

/** The source, or why it is none. */
function toSource(
  recognition: Exclude<Recognition, { kind: 'file' }>,
  isArgument: boolean,
): PlannedSource | string {
  switch (recognition.kind) {
    case 'source':
      return !isArgument && isBareWords(recognition)
        ? words.inputs.bareWords
        : toPlannedSource(recognition.source)
    case 'perhaps':
      return isArgument ? toPlannedSource(recognition.source) : words.inputs.perhaps
    case 'runUrl':
      return recognition.source === null ? words.inputs.runUrlWithout : toPlannedSource(recognition.source)
    case 'uuid':
      return words.inputs.uuid
    case 'remoteJob':
      return words.inputs.remoteJob
    case 'secret':
      return recognition.what === 'apiKey' ? words.inputs.key : words.inputs.secret
    case 'listed':
      return words.inputs.listed
    case 'bad':
      return runWords.sources.bad[recognition.reason]
    default:
      return assertNever(recognition)
  }
}

const toPlannedSource = (source: Source): PlannedSource =>
  source.kind === 'file' ? { kind: 'file', path: source.path, size: source.bytes ?? 0, handle: null } : source

async function toListedFile(path: string, where: string, localFiles: string | null): Promise<Input> {
  const file = await findListedFile(path, localFiles)
  if (!file.ok) return { kind: 'problem', where, why: file.error }
  return { kind: 'source', where, source: { kind: 'file', ...file.data, handle: null }, labels: null }
}

async function* walkFiles(paths: readonly string[]): AsyncGenerator<Input> {
  for await (const step of walk(paths)) {
    const input = toInput(step)
    if (input !== null) yield input
  }
}

function toInput(step: Step): Input | null {
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

async function* addLabels(inputs: AsyncGenerator<Input>, labels: Labels): AsyncGenerator<Input> {
  for await (const input of inputs) yield input.kind === 'source' ? { ...input, labels } : input
}

const inWords = ({ message, advice }: AppError): string => `${message} ${advice}`.trim()

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
