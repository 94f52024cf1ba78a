import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { fileTrouble, readErrorCode } from '#main/files/walk/rejected-path.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { ListPreview, ListRow } from '#shared/model/source-list.ts'
import type { RecognitionContext } from '#shared/model/recognition.ts'
import { holdsOnlySources } from '#shared/model/recognise.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { unreadableListWords } from '#shared/text/files.ts'
import type { ListLook } from './columns.ts'
import { lookAtList, type LookedList } from './look.ts'
import { isBlank, type SheetRow } from './sheet.ts'
import { detectForm, openTable, type ListForm, type ListInput } from './table.ts'
import { spawnWorkbookWorker, UnreadableWorkbook } from './workbook/workbook-rows.ts'
import type { SpawnWorkbookWorker } from './workbook/workbook-task.ts'

/** Longest label: `runs.create` takes no longer one. */
const MAX_LABEL_LENGTH = 2000

interface OpenList {
  readonly input: ListInput
  readonly form: ListForm
  readonly look: ListLook
  /** Of the file when it was opened: a list that changed is another list. */
  readonly mtimeMs: number | null
  /** Ends a reading that is under way. */
  stop: AbortController
}

/** What a reading comes upon, in order. */
export type ListStep =
  | { readonly kind: 'row'; readonly row: ListRow }
  | { readonly kind: 'problem'; readonly row: number; readonly error: AppError }

/** The lists that the page has open. None is held in memory but a pasted one. */
export interface Lists {
  /** `sheet`: which one of a workbook; null for the one that looks like a list. */
  open(input: ListInput, name: string, sheet?: string | null): Promise<Result<ListPreview>>
  /** Null: it is not open. Its steps end early when it is closed or read again; they throw an `AppError` never. */
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
  spawn: SpawnWorkbookWorker = spawnWorkbookWorker,
): Lists {
  const lists = new Map<string, OpenList>()
  const close = (listId: string): void => {
    lists.get(listId)?.stop.abort()
    lists.delete(listId)
  }
  return {
    async open(input, name, sheet = null) {
      const form = await detectForm(input, name)
      if (!form.ok) return form
      try {
        const mtimeMs = await readModifiedTime(input)
        const looked = await lookAtList(input, form.data, sheet, context(), spawn)
        if (!looked.ok) return looked
        const listId = randomUUID()
        lists.set(listId, { input, ...looked.data, mtimeMs, stop: new AbortController() })
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
      return steps(list, { column, labels, context: context(), spawn, signal: list.stop.signal })
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
  readonly spawn: SpawnWorkbookWorker
  readonly signal: AbortSignal
}

async function* steps(
  { input, form, look, mtimeMs }: OpenList,
  reading: Reading,
): AsyncGenerator<ListStep, AppError | null> {
  const labels = reading.labels.flatMap((column) => {
    const name = look.columns[column]?.name
    return name === undefined ? [] : [{ name, column }]
  })
  // Cells of a text that fit no column came out of another one: an unquoted comma moves all that follows.
  const width = form.kind === 'csv' && look.header ? look.columns.length : Infinity
  try {
    if ((await readModifiedTime(input)) !== mtimeMs) return appError('list.changed')
    const { rows, names } = await openTable(input, form, reading.spawn)
    let header = look.header && names === null
    for await (const batch of rows) {
      for (const item of batch) {
        if (reading.signal.aborted) return null
        if ('problem' in item) yield { kind: 'problem', row: item.row, error: item.problem }
        else if (isBlank(item.cells)) continue
        else if (header) header = false
        else if (isBlank(item.cells.slice(width))) yield { kind: 'row', row: listRow(item, reading, labels) }
        else yield { kind: 'problem', row: item.row, error: tooWide(item, width) }
      }
    }
    return null
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

/** The cell of the sources; where it shows a word and a link is attached to it, the link. */
function toSourceText({ cells, links }: CellRow, column: number, context: RecognitionContext): string {
  const text = (cells[column] ?? '').trim()
  const link = links?.[column]
  return link === undefined || holdsOnlySources(text, context) ? text : link
}

const shortened = (text: string): string =>
  text.length <= MAX_LABEL_LENGTH ? text : `${text.slice(0, MAX_LABEL_LENGTH - 1)}…`

const readModifiedTime = async (input: ListInput): Promise<number | null> =>
  input.kind === 'text' ? null : (await stat(input.path)).mtimeMs

/** One clear sentence for whatever a damaged list makes its reader say. */
function toListError(cause: unknown): AppError {
  if (cause instanceof UnreadableWorkbook)
    return appError('list.unreadable', { reason: unreadableListWords[cause.reason] })
  // The system's codes; a damaged archive has others.
  if (/^E[A-Z]+$/.test(readErrorCode(cause))) return fileTrouble(cause)
  return appError('list.unreadable', { reason: unreadableListWords.damaged })
}
