import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLists, type ListStep } from '#main/files/lists/lists.ts'
import type { ListInput } from '#main/files/lists/table.ts'
import type { ListPreview } from '#shared/model/source-list.ts'
import type { AppError } from '#shared/errors/app-error.ts'

const context = { apiKeys: [], cdnHosts: ['cdn.filestackcontent.com'] }

/** Lists as the page opens them, in a folder of a test. */
export function createListHarness(folder: string) {
  const lists = createLists(() => context)
  const preview = async (input: ListInput, name: string): Promise<ListPreview> => {
    const opened = await lists.open(input, name)
    if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.message}`)
    return opened.data
  }
  /** Writes a list and opens it. */
  const open = (name: string, content: Uint8Array | string): Promise<ListPreview> => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return preview({ kind: 'file', path }, name)
  }
  /** Reads it whole: by default with the suggested column, and all other columns as labels. */
  const read = async ({ listId, suggested, columns }: ListPreview, column = suggested ?? 0) => {
    const labels = columns.keys().filter((index) => index !== column)
    const steps = lists.read(listId, column, labels.toArray())
    if (steps === null) throw new Error('not open')
    const all: ListStep[] = []
    let step = await steps.next()
    for (; step.done !== true; step = await steps.next()) all.push(step.value)
    const error: AppError | null = step.value
    return {
      rows: all.flatMap((one) => (one.kind === 'row' ? [one.row] : [])),
      problems: all.flatMap((one) => (one.kind === 'problem' ? [[one.row, one.error.code] as const] : [])),
      error,
    }
  }
  return { lists, preview, open, read }
}
