import { useConnections } from '#renderer/stores/connections/index.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { RecognitionContext } from '#shared/model/recognition.ts'
import { createLineItem, createPlace, type DraftItem } from './draft-item.ts'
import type { DraftAccess, DraftItems } from './draft-items.ts'
import type { DraftStore, RestoredLine } from './draft-store.ts'
import { createReadingQueue } from './reading-queue.ts'
import { createRecognitionContext, readPaste, readRows, type ReadRow } from './read-paste.ts'

type Additions = Pick<
  DraftStore,
  | 'addText'
  | 'enterTyped'
  | 'editLine'
  | 'addFiles'
  | 'addRejected'
  | 'addRows'
  | 'beginRestoring'
  | 'addKept'
  | 'endRestoring'
>

export const recognitionContext = (): RecognitionContext =>
  createRecognitionContext(useConnections.getState().list)

/** What adds sources. */
export function createAdditions({ get, set }: DraftAccess, draft: DraftItems): Additions {
  const { placeAt, nextPlace } = draft
  const readInTurn = createReadingQueue({ get, set })

  /** The sources in a cell; a cell without one is a row that needs the person. */
  const toItems = ({ row: { row, labels }, lines }: ReadRow, list: string | null): readonly DraftItem[] => {
    const origin = { row, labels: Object.keys(labels).length === 0 ? null : labels, list }
    if (lines.length > 0) return lines.map((line) => createLineItem(line, nextPlace(origin)))
    return [{ ...nextPlace(origin), kind: 'rejected', text: '', error: appError('list.emptyCell') }]
  }

  return {
    enterTyped() {
      const { typed, addText } = get()
      if (typed.trim() === '') return Promise.resolve()
      set({ typed: '' })
      return addText(typed)
    },
    addText(text) {
      if (text.trim() === '') {
        set({ notice: { kind: 'emptyPaste' } })
        return Promise.resolve()
      }
      set({ notice: null })
      return readInTurn(
        () => readPaste(text, recognitionContext()),
        (read, isWanted) => {
          if (read.lines.length === 0) set({ notice: { kind: 'emptyPaste' } })
          draft.beginAddition()
          const offset = draft.reserveLines(read.count)
          return draft.appendInSteps(
            read.lines,
            (line) => [createLineItem(line, placeAt(line.line + offset))],
            { isWanted, last: true },
          )
        },
      )
    },
    editLine: (id, text) =>
      readInTurn(
        () => readPaste(text, recognitionContext()),
        (read) => {
          if (read.lines.length === 0) return
          draft.change((items) =>
            items.flatMap((item) => {
              if (item.id !== id) return [item]
              const { line, row, labels, list } = item
              return read.lines.map((edited, at) =>
                createLineItem(
                  edited,
                  at === 0 ? createPlace(id, line, row, labels, list) : placeAt(line, item),
                ),
              )
            }),
          )
        },
      ),
    addFiles: (files, orders = []) =>
      draft.append(
        files.map((file, at) => {
          const order = orders[at]
          return {
            ...(order === undefined ? nextPlace() : draft.restoredPlace(order)),
            kind: 'file',
            file,
            bytes: null,
            problem: file.size === 0 ? appError('upload.empty') : null,
          }
        }),
      ),
    addRejected: (rejected) =>
      draft.append(
        rejected.map(({ text, row, error }) => ({
          ...nextPlace({ row, labels: null, list: null }),
          kind: 'rejected',
          text,
          error,
        })),
      ),
    addRows: (rows, last, list = null) =>
      readInTurn(
        () => readRows(rows, recognitionContext()),
        (read, isWanted) => draft.appendInSteps(read, (row) => toItems(row, list), { isWanted, last }),
      ),
    beginRestoring: draft.beginRestoring,
    endRestoring: draft.endRestoring,
    addKept: (kept, last) =>
      readInTurn(
        () =>
          readRows(
            kept.map(({ text, row, labels }) => ({ text, row: row ?? 0, labels: labels ?? {} })),
            recognitionContext(),
          ),
        (read, isWanted) => {
          const toKeptItems = ({ ticked, asUrl, order, ...origin }: RestoredLine, index: number) =>
            (read[index]?.lines ?? []).map((line, at) => ({
              ...createLineItem(line, at === 0 ? draft.restoredPlace(order, origin) : nextPlace(origin)),
              ticked,
              asUrl,
            }))
          return draft.appendInSteps(kept, toKeptItems, { isWanted, last })
        },
      ),
  }
}
