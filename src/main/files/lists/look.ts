import { MAX_LIST_COLUMNS } from '#shared/model/bounds.ts'
import type { RecognitionContext } from '#shared/model/recognition.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { lookAtColumns, type ListLook } from './columns.ts'
import { isBlank, withMergedCells, type SheetRow } from './sheet.ts'
import type { ListForm, TextForm } from './list-form.ts'
import { detectForm, openTable, type ListInput } from './table.ts'
import type { SheetHead } from './workbook/workbook-task.ts'

/** Rows that tell what the columns are, and cells that are looked at for it. */
const SAMPLE_ROWS = 200
const MAX_SAMPLE_CELLS = 5_000
/** Rows that are counted at the first look. Who has more is told so, and does not wait for the end. */
const MAX_COUNTED_ROWS = 20_000

/** A list after the first look at it. */
export interface LookedList {
  readonly form: ListForm
  readonly look: ListLook
  /** Sheets to choose from; empty where there is but one. */
  readonly sheets: readonly string[]
  /** Rows that hold anything, the header left out. */
  readonly rowCount: number
  /** False: there are more. */
  readonly isCounted: boolean
}

/** A list of text as it looks, or that it is none: its first bytes are those of a workbook. */
export type FoundList =
  | (LookedList & { readonly form: TextForm })
  | { readonly form: Exclude<ListForm, TextForm> }

/** Looks at the form of a list and, where it is a text, at its first rows. */
export async function lookAtText(
  input: ListInput,
  name: string,
  context: RecognitionContext,
): Promise<Result<FoundList>> {
  const detected = await detectForm(input, name)
  if (!detected.ok) return detected
  const form = detected.data
  if (form.kind === 'workbook') return ok({ form })
  const { rows, names } = openTable(input, form)
  const first = new FirstRows()
  let isCounted = true
  for await (const batch of rows) {
    if (!first.take(batch)) continue
    isCounted = false
    break
  }
  if (first.rows.length === 0) return fail(first.problem ?? appError('list.empty'))
  const known = names === null || names.length === 0 ? null : names.slice(0, MAX_LIST_COLUMNS)
  const look = lookAtColumns(first.rows, known, { context, isRagged: form.kind === 'csv' })
  const rowCount = first.count - look.headerRows
  return ok({ form, look, sheets: [], rowCount, isCounted })
}

/** Looks at the first rows of every sheet of a workbook, to find the one that is a list. `asked`: its name; null for none. */
export function lookAtSheets(
  heads: readonly SheetHead[],
  asked: string | null,
  context: RecognitionContext,
): Result<LookedList> {
  const shown = heads.filter(({ isHidden }) => !isHidden)
  const offered = shown.length > 0 ? shown : heads
  const names = offered.map(({ name }) => name)
  // One that is named may be hidden: its name is known, so it is meant.
  const wanted = asked === null ? offered : heads.filter(({ name }) => name === asked)
  if (wanted.length === 0)
    return fail(appError('list.noSuchSheet', { sheet: asked ?? '', sheets: names.join(', ') }))
  const looked = wanted.flatMap(({ name, rows, rowCount }) => {
    const first = new FirstRows()
    first.take(rows)
    if (first.rows.length === 0) return []
    const look = lookAtColumns(first.rows, null, { context, isRagged: false })
    return [{ name, look, rowCount: rowCount ?? first.count, isCounted: rowCount !== null }]
  })
  const best = likeliestSheet(looked) ?? looked[0]
  if (best === undefined) return fail(appError('list.empty'))
  return ok({
    form: { kind: 'workbook', sheet: best.name },
    look: best.look,
    sheets: names.length > 1 ? names : [],
    rowCount: best.rowCount - best.look.headerRows,
    isCounted: best.isCounted,
  })
}

/** A sheet with far fewer sources than another one is a remark on it: instructions with a link to more of them. */
const MIN_SHARE_OF_SOURCES = 1 / 4

/** The first sheet that is a list: one with names above its sources rather than one with a link somewhere. */
function likeliestSheet<Sheet extends { readonly look: ListLook; readonly rowCount: number }>(
  sheets: readonly Sheet[],
): Sheet | undefined {
  const countSources = ({ look: { columns, suggested }, rowCount }: Sheet): number =>
    suggested === null ? 0 : (columns[suggested]?.sources ?? 0) * rowCount
  const most = Math.max(0, ...sheets.map(countSources))
  const lists = sheets.filter(
    (sheet) => countSources(sheet) > 0 && countSources(sheet) >= most * MIN_SHARE_OF_SOURCES,
  )
  return lists.find(({ look }) => look.header) ?? lists[0]
}

/** The first rows that hold anything. */
class FirstRows {
  readonly rows: Extract<SheetRow, { readonly cells: readonly string[] }>[] = []
  /** Rows that hold anything, also those that are not kept. */
  count = 0
  /** Why the first row that could not be taken was not. */
  problem: AppError | null = null
  #cells = 0

  /** True: so many were counted that the end is not waited for. */
  take(batch: readonly SheetRow[]): boolean {
    for (const item of batch) {
      if ('problem' in item) this.problem ??= item.problem
      if ('problem' in item || isBlank(item.cells)) continue
      this.count += 1
      if (this.rows.length >= SAMPLE_ROWS || this.#cells >= MAX_SAMPLE_CELLS) continue
      const row = withMergedCells(item)
      this.rows.push({ ...row, cells: row.cells.slice(0, MAX_LIST_COLUMNS) })
      this.#cells += item.cells.length
    }
    return this.count > MAX_COUNTED_ROWS
  }
}
