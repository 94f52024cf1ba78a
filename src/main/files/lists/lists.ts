import { MAX_LABEL_LENGTH } from '#shared/model/bounds.ts'
import { randomUUID } from 'node:crypto'
import { Turns } from '#main/lib/turns.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { ListPreview, ListRow } from '#shared/model/source-list.ts'
import type { RecognitionContext } from '#shared/model/recognition.ts'
import { rateSources } from '#shared/model/recognise.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { ListLook } from './columns.ts'
import { createUnreadable, ListFailure, toListError } from './list-error.ts'
import { lookAtSheets, type LookedList } from './look.ts'
import { isBlank, withMergedCells, type SheetRow, type SheetRows } from './sheet.ts'
import type { ListForm } from './list-form.ts'
import type { ListInput } from './table.ts'
import { TextLists } from './text/text-lists.ts'
import { readFileVersion, type FileVersion } from './workbook/kept-workbook.ts'
import { readSheetHeads, spawnWorkbookWorker, workbookRows } from './workbook/workbook-rows.ts'
import type { SpawnWorkbookWorker } from './workbook/workbook-task.ts'

interface OpenList {
  readonly input: ListInput
  readonly form: ListForm
  readonly look: ListLook
  /** Of the file when it was opened: a list that changed is another list. */
  readonly version: FileVersion | null
  /** Ends a reading that is under way. */
  stop: AbortController
}

/** What a reader of a list gets, in order. */
export type ListStep =
  | { readonly kind: 'row'; readonly row: ListRow }
  | { readonly kind: 'problem'; readonly row: number; readonly error: AppError }

/** What reads foreign bytes, each in a thread of its own. */
export interface ListThreads {
  readonly texts: TextLists
  readonly workbook: SpawnWorkbookWorker
}

const THREADS_OF_SOURCE: ListThreads = { texts: new TextLists(), workbook: spawnWorkbookWorker }

/** The lists that the page has open. None is held in memory but a pasted one. */
export interface Lists {
  /** `sheet`: which one of a workbook; null for the one that looks like a list. */
  open(input: ListInput, name: string, sheet?: string | null): Promise<Result<ListPreview>>
  /** Null: it is not open. Its steps end early when it is closed or read again; they never throw an `AppError`. */
  read(
    listId: string,
    column: number,
    labels: readonly number[],
  ): AsyncGenerator<ListStep, AppError | null> | null
  close(listId: string): void
  /** The page that opened them is gone. */
  clear(): void
}

export function createLists(
  context: () => RecognitionContext,
  { texts, workbook }: ListThreads = THREADS_OF_SOURCE,
): Lists {
  const lists = new Map<string, OpenList>()
  const close = (listId: string): void => {
    lists.get(listId)?.stop.abort()
    lists.delete(listId)
  }
  const look = async (input: ListInput, name: string, sheet: string | null): Promise<Result<LookedList>> => {
    const found = await texts.look(input, name, context())
    if (!found.ok) return found
    if ('look' in found.data) return sheet === null ? ok(found.data) : fail(appError('list.noSheets'))
    if (input.kind === 'text') return fail(createUnreadable('noWorkbook'))
    return lookAtSheets(await readSheetHeads(input.path, workbook), sheet, context())
  }
  const rowsOf = (input: ListInput, form: ListForm): SheetRows => {
    if (form.kind !== 'workbook') return texts.rows(input, form)
    if (input.kind === 'text') throw new ListFailure(createUnreadable('noWorkbook'))
    return workbookRows(input.path, form.sheet, workbook)
  }
  return {
    async open(input, name, sheet = null) {
      try {
        const version = await versionOf(input)
        const looked = await look(input, name, sheet)
        if (!looked.ok) return looked
        const listId = randomUUID()
        lists.set(listId, { input, ...looked.data, version, stop: new AbortController() })
        return ok(toPreview(listId, name, looked.data))
      } catch (cause) {
        return fail(toListError(cause))
      }
    },
    read(listId, column, labels) {
      const list = lists.get(listId)
      if (list === undefined) return null
      list.stop.abort()
      list.stop = new AbortController()
      return steps(list, { column, labels, context: context(), rowsOf, signal: list.stop.signal })
    },
    close,
    clear() {
      for (const listId of lists.keys()) close(listId)
    },
  }
}

function toPreview(listId: string, name: string, looked: LookedList): ListPreview {
  const { look, sheets, form, rowCount, isCounted } = looked
  const { columns, suggested, header, firstRows } = look
  const sheet = form.kind === 'workbook' ? form.sheet : null
  return { listId, name, columns, suggested, header, firstRows, rowCount, isCounted, sheets, sheet }
}

interface Reading {
  readonly column: number
  readonly labels: readonly number[]
  readonly context: RecognitionContext
  readonly rowsOf: (input: ListInput, form: ListForm) => SheetRows
  readonly signal: AbortSignal
}

async function* steps(
  { input, form, look, version }: OpenList,
  reading: Reading,
): AsyncGenerator<ListStep, AppError | null> {
  const labels = reading.labels.flatMap((column) => {
    const name = look.columns[column]?.name
    return name === undefined ? [] : [{ name, column }]
  })
  // Cells of a text that fit no column came out of another one: an unquoted comma moves all that follows.
  const width = form.kind === 'csv' && look.header ? look.columns.length : Infinity
  try {
    if (!isSame(await versionOf(input), version)) return appError('list.changed')
    let above = look.headerRows
    const turns = new Turns()
    for await (const batch of reading.rowsOf(input, form)) {
      // Messages of a thread that come quickly are handed over in one go, without a turn for anybody else.
      if (turns.isOver()) await turns.next()
      for (const item of batch) {
        if (reading.signal.aborted) return null
        if ('problem' in item) yield { kind: 'problem', row: item.row, error: item.problem }
        else if (isBlank(item.cells)) continue
        else if (above > 0) above -= 1
        else if (isBlank(item.cells.slice(width)))
          yield { kind: 'row', row: listRow(withMergedCells(item), reading, labels) }
        else yield { kind: 'problem', row: item.row, error: tooWide(item, width) }
      }
    }
    // A program that wrote into it meanwhile left rows of two versions.
    return isSame(await versionOf(input), version) ? null : appError('list.changed')
  } catch (cause) {
    return toListError(cause)
  }
}

const tooWide = ({ row, cells }: CellRow, width: number): AppError =>
  appError('list.rowTooWide', { line: row, cells: cells.length, columns: width })

type CellRow = Extract<SheetRow, { readonly cells: readonly string[] }>

function listRow(
  found: CellRow,
  { column, context }: Reading,
  labels: readonly { readonly name: string; readonly column: number }[],
): ListRow {
  const { row, cells } = found
  return {
    row,
    text: toSourceText(found, column, context),
    labels: Object.fromEntries(labels.map(({ name, column: at }) => [name, shortened(cells[at] ?? '')])),
  }
}

/**
 * The cell of the sources; where it shows something else than a source and a link is attached to it, the link. A bare path
 * (`images/1.png`) or a code that looks like a handle is only what the cell shows of its link.
 */
function toSourceText({ cells, links }: CellRow, column: number, context: RecognitionContext): string {
  const text = (cells[column] ?? '').trim()
  const link = links?.[column]
  if (link === undefined) return text
  const isSource = rateSources(text, context) === 'sure' && (text.includes('://') || link.includes(text))
  return isSource ? text : link
}

const shortened = (text: string): string =>
  text.length <= MAX_LABEL_LENGTH ? text : `${text.slice(0, MAX_LABEL_LENGTH - 1)}…`

const versionOf = async (input: ListInput): Promise<FileVersion | null> =>
  input.kind === 'text' ? null : await readFileVersion(input.path)

const isSame = (one: FileVersion | null, other: FileVersion | null): boolean =>
  one?.mtimeMs === other?.mtimeMs && one?.size === other?.size
