import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { fileTrouble, codeOf } from '#main/files/walk/rejected-path.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { ListPreview, ListRow } from '#shared/model/source-list.ts'
import type { RecognitionContext } from '#shared/model/recognition.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { lookAtColumns, type Looked } from './columns.ts'
import { isBlank } from './sheet.ts'
import { formOf, openTable, type ListForm, type ListInput } from './table.ts'

/** Rows that tell what the columns are, and cells that are looked at for it. */
const LOOKED_ROWS = 200
const LOOKED_CELLS = 5_000
const MOST_COLUMNS = 1000
/** Longest label: `runs.create` takes no longer one. */
const LONGEST_LABEL = 2000

interface OpenList {
  readonly input: ListInput
  readonly form: ListForm
  readonly looked: Looked
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
  open(input: ListInput, name: string): Promise<Result<ListPreview>>
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

export function createLists(context: () => RecognitionContext): Lists {
  const lists = new Map<string, OpenList>()
  const close = (listId: string): void => {
    lists.get(listId)?.stop.abort()
    lists.delete(listId)
  }
  return {
    async open(input, name) {
      const form = await formOf(input, name)
      if (!form.ok) return form
      try {
        const rows = await firstRows(input, form.data)
        if (rows.cells.length === 0) return fail(appError('list.empty'))
        const looked = lookAtColumns(rows.cells, rows.names, context())
        const listId = randomUUID()
        const mtimeMs = await timeOf(input)
        lists.set(listId, { input, form: form.data, looked, mtimeMs, stop: new AbortController() })
        return ok({ listId, name, ...looked })
      } catch (cause) {
        return fail(troubleOf(cause))
      }
    },
    read(listId, column, labels) {
      const list = lists.get(listId)
      if (list === undefined) return null
      list.stop.abort()
      list.stop = new AbortController()
      return steps(list, column, labels, list.stop.signal)
    },
    close,
    clear() {
      for (const listId of lists.keys()) close(listId)
    },
  }
}

async function* steps(
  { input, form, looked, mtimeMs }: OpenList,
  column: number,
  labels: readonly number[],
  signal: AbortSignal,
): AsyncGenerator<ListStep, AppError | null> {
  const named = labels.flatMap((label) => {
    const name = looked.columns[label]?.name
    return name === undefined ? [] : [[name, label] as const]
  })
  try {
    if ((await timeOf(input)) !== mtimeMs) return appError('list.changed')
    const { rows, names } = await openTable(input, form)
    let header = looked.header && names === null
    for await (const batch of rows) {
      for (const item of batch) {
        if (signal.aborted) return null
        if ('problem' in item) {
          yield { kind: 'problem', row: item.row, error: item.problem }
          continue
        }
        if (isBlank(item.cells)) continue
        if (header) header = false
        else yield { kind: 'row', row: rowOf(item.row, item.cells, column, named) }
      }
    }
    return null
  } catch (cause) {
    return troubleOf(cause)
  }
}

function rowOf(
  row: number,
  cells: readonly string[],
  column: number,
  named: readonly (readonly [string, number])[],
): ListRow {
  const labels: Record<string, string> = {}
  for (const [name, label] of named) labels[name] = shortened(cells[label] ?? '')
  return { row, text: (cells[column] ?? '').trim(), labels }
}

const shortened = (text: string): string =>
  text.length <= LONGEST_LABEL ? text : `${text.slice(0, LONGEST_LABEL - 1)}…`

/** The first rows that hold anything. */
async function firstRows(input: ListInput, form: ListForm) {
  const { rows, names } = await openTable(input, form)
  const cells: (readonly string[])[] = []
  let count = 0
  for await (const batch of rows) {
    for (const item of batch) {
      if ('problem' in item || isBlank(item.cells)) continue
      cells.push(item.cells.slice(0, MOST_COLUMNS))
      count += item.cells.length
      if (cells.length >= LOOKED_ROWS || count >= LOOKED_CELLS) break
    }
    if (cells.length >= LOOKED_ROWS || count >= LOOKED_CELLS) break
  }
  const known = names === null || names.length === 0 ? null : names.slice(0, MOST_COLUMNS)
  return { cells, names: known }
}

const timeOf = async (input: ListInput): Promise<number | null> =>
  input.kind === 'text' ? null : (await stat(input.path)).mtimeMs

/** One clear sentence for whatever a damaged list makes its reader say. */
function troubleOf(cause: unknown): AppError {
  // The system's codes; a damaged archive has others.
  if (/^E[A-Z]+$/.test(codeOf(cause))) return fileTrouble(cause)
  return appError('list.unreadable', { reason: 'it is damaged or not complete' })
}
