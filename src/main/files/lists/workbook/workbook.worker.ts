import { parentPort, workerData } from 'node:worker_threads'
import type { UnreadableReason } from '#main/files/lists/list-error.ts'
import type { SheetRow } from '#main/files/lists/sheet.ts'
import { ArchiveTooLarge } from './bounded-inflate.ts'
import { readWorkbook, type Worksheet } from './read-workbook.ts'
import type { SheetChoice, WorkbookMessage, WorkbookTask } from './workbook-task.ts'

// A workbook is foreign bytes, and reading it may take a second or a gigabyte: it has a thread of its own.

const HEAD_ROWS = 1000
const BATCH_ROWS = 1000

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has one listener and no origin to name
const post = (message: WorkbookMessage): void => parentPort?.postMessage(message)

async function run({ path, what, sheet }: WorkbookTask): Promise<void> {
  const sheets = await readWorkbook(path, { sheet, maxRows: what === 'heads' ? HEAD_ROWS : null })
  if (what === 'rows') {
    postRows(chosenSheet(sheets, sheet))
    return
  }
  post({
    kind: 'heads',
    sheets: sheets.map(({ name, isHidden, rowCount, rows }) => ({
      name,
      isHidden,
      rows: firstRows(rows()),
      rowCount: what === 'heads' && rowCount >= HEAD_ROWS ? null : rowCount,
    })),
  })
  if (what === 'both')
    parentPort?.once('message', (choice: SheetChoice) => postRows(chosenSheet(sheets, choice.sheet)))
}

/** The first rows now, the next ones each time they are asked for. */
function postRows(sheet: Worksheet | null): void {
  if (sheet === null) {
    post({ kind: 'failed', reason: 'noSheet' })
    return
  }
  const rows = sheet.rows()
  const next = (): void => {
    const { batch, isLast } = takeBatch(rows)
    post({ kind: 'rows', rows: batch, isLast })
    if (isLast) parentPort?.off('message', next)
  }
  parentPort?.on('message', next)
  next()
}

const firstRows = (rows: Generator<SheetRow, void, undefined>): SheetRow[] => [...rows.take(HEAD_ROWS)]

const chosenSheet = (sheets: readonly Worksheet[], name: string | null): Worksheet | null =>
  (name === null
    ? (sheets.find(({ isHidden }) => !isHidden) ?? sheets[0])
    : sheets.find((sheet) => sheet.name === name)) ?? null

function takeBatch(rows: Generator<SheetRow, void, undefined>) {
  const batch: SheetRow[] = []
  while (batch.length < BATCH_ROWS) {
    const step = rows.next()
    if (step.done === true) return { batch, isLast: true }
    batch.push(step.value)
  }
  return { batch, isLast: false }
}

function describeReason(cause: unknown): UnreadableReason {
  if (cause instanceof ArchiveTooLarge) return 'tooLarge'
  const message = cause instanceof Error ? cause.message : ''
  // A damaged archive may claim that a part of it is encrypted; a workbook with a password is not a zip archive at all.
  if (/password|encrypt/i.test(message) && !/zip/i.test(message)) return 'password'
  return /string longer than|array buffer allocation|invalid array length/i.test(message)
    ? 'tooLarge'
    : 'damaged'
}

try {
  await run(workerData as WorkbookTask)
} catch (cause) {
  post({ kind: 'failed', reason: describeReason(cause) })
}
