import { basename } from 'node:path'
import { rowTooLong, isBlank } from '#main/files/lists/sheet.ts'
import { linesOf, TOO_LONG } from '#main/files/lists/lines.ts'
import { createLists, type ListThreads } from '#main/files/lists/lists.ts'
import { foldText } from '#shared/format/fold.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { RecognitionContext } from '#shared/model/recognition.ts'
import type { ListPreview, ListRow } from '#shared/model/source-list.ts'

/** A row of the list `--from` names, or why it could not be taken. Rows count from 1. */
export type Row =
  | ({ readonly kind: 'row' } & ListRow)
  | { readonly kind: 'problem'; readonly row: number; readonly error: AppError }

/** The list cannot be read at all. */
export class UnreadableList extends Error {
  readonly error: AppError
  constructor(error: AppError) {
    super(error.message)
    this.error = error
  }
}

/** The list that `--from` names. */
export interface NamedList {
  /** `-` for standard input. */
  readonly from: string
  readonly column: string | null
  readonly sheet: string | null
}

export interface ReadListOptions {
  readonly context: RecognitionContext
  readonly stdin: AsyncIterable<Uint8Array>
  readonly listThreads: ListThreads | undefined
  /** Called where a column or a sheet was chosen of several, because nobody named it. */
  readonly onChosen?: (column: string, sheet: string | null) => void
}

/** Rows as they are read, never all of them in memory. Standard input has one source a line. Throws an `UnreadableList`. */
export async function* readListRows(list: NamedList, options: ReadListOptions): AsyncGenerator<Row> {
  const { from } = list
  if (from === '-') {
    yield* readLines(options.stdin)
    return
  }
  const lists = createLists(() => options.context, options.listThreads)
  const opened = await lists.open({ kind: 'file', path: from }, basename(from), list.sheet)
  if (!opened.ok) throw new UnreadableList(opened.error)
  const { listId, columns, sheets, sheet } = opened.data
  const column = chooseColumn(opened.data, list.column)
  const isSheetChosen = list.sheet === null && sheets.length > 1
  if (isSheetChosen || (list.column === null && columns.length > 1))
    options.onChosen?.(columns[column]?.name ?? '', isSheetChosen ? sheet : null)
  const labels = columns.keys().filter((other) => other !== column)
  const steps = lists.read(listId, column, [...labels])
  if (steps === null) throw new UnreadableList(appError('list.closed'))
  for (;;) {
    const step = await steps.next()
    if (step.done === true) {
      if (step.value !== null) throw new UnreadableList(step.value)
      return
    }
    if (step.value.kind === 'row') yield { ...step.value.row, kind: 'row' }
    else yield step.value
  }
}

/** The column that was named, by its name in any case; else the one that looks like sources. */
function chooseColumn({ columns, suggested }: ListPreview, named: string | null): number {
  if (named === null) {
    const column = suggested ?? (columns.length === 1 ? 0 : null)
    if (column === null) throw new UnreadableList(appError('list.noSources'))
    return column
  }
  const names = columns.map(({ name }) => name)
  const exact = names.indexOf(named)
  const folded = names.findIndex((name) => foldText(name) === foldText(named.trim()))
  const column = exact === -1 ? folded : exact
  if (column === -1)
    throw new UnreadableList(appError('list.noSuchColumn', { column: named, columns: names.join(', ') }))
  return column
}

async function* readLines(stdin: AsyncIterable<Uint8Array>): AsyncGenerator<Row> {
  let row = 0
  for await (const lines of linesOf(stdin)) {
    for (const line of lines) {
      row += 1
      if (line === TOO_LONG) {
        const long = rowTooLong(row)
        if ('problem' in long) yield { kind: 'problem', row, error: long.problem }
      } else if (!isBlank([line])) yield { kind: 'row', row, text: line, labels: {} }
    }
  }
}
