import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { SheetRow } from '#main/files/lists/sheet.ts'
import {
  WORKBOOK_LIMITS,
  type SheetHead,
  type SpawnWorkbookWorker,
  type UnreadableReason,
  type WorkbookMessage,
  type WorkbookTask,
} from './workbook-task.ts'

/** The library reads a million rows in some 20 seconds. What takes far longer is made to. */
const READ_TIMEOUT_MS = 120_000
/** In a variable, so that the bundler leaves it alone: a build names its own threads. */
const THREAD = './workbook.worker.ts'

/** The thread as it lies in the source. */
export const spawnWorkbookWorker: SpawnWorkbookWorker = (workerData) =>
  new Worker(new URL(THREAD, import.meta.url), { workerData, resourceLimits: WORKBOOK_LIMITS })

/** Why a workbook cannot be read. */
export class UnreadableWorkbook extends Error {
  readonly reason: UnreadableReason
  constructor(reason: UnreadableReason) {
    super(`The workbook cannot be read: ${reason}`)
    this.reason = reason
  }
}

/** The first rows of every worksheet, in the order of the workbook. Throws an `UnreadableWorkbook`. */
export async function readSheetHeads(
  path: string,
  spawn: SpawnWorkbookWorker,
): Promise<readonly SheetHead[]> {
  for await (const message of messagesOf({ path, what: 'heads', sheet: null }, spawn))
    if (message.kind === 'heads') return message.sheets
  throw new UnreadableWorkbook('damaged')
}

/** The rows of one sheet, some at a time; null is the first one shown. Throws an `UnreadableWorkbook`. */
export async function* workbookRows(
  path: string,
  sheet: string | null,
  spawn: SpawnWorkbookWorker,
): AsyncGenerator<readonly SheetRow[]> {
  for await (const message of messagesOf({ path, what: 'rows', sheet }, spawn)) {
    if (message.kind !== 'rows') continue
    yield message.rows
    if (message.isLast) return
  }
}

/** What the thread says; it ends with the reading. Its first answer has a time limit. */
async function* messagesOf(task: WorkbookTask, spawn: SpawnWorkbookWorker): AsyncGenerator<WorkbookMessage> {
  const worker = spawn(task)
  const ended = new AbortController()
  const timer = setTimeout(() => ended.abort(new UnreadableWorkbook('tooSlow')), READ_TIMEOUT_MS)
  worker.once('error', (cause) =>
    ended.abort(new UnreadableWorkbook(isOutOfMemory(cause) ? 'tooLarge' : 'damaged')),
  )
  try {
    for await (const [message] of on(worker, 'message', { signal: ended.signal })) {
      clearTimeout(timer)
      const said = message as WorkbookMessage
      if (said.kind === 'failed') throw new UnreadableWorkbook(said.reason)
      // The next rows are made ready while these are worked on.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin to name
      if (said.kind === 'rows' && !said.isLast) worker.postMessage('next')
      yield said
    }
  } catch (cause) {
    const reason: unknown = ended.signal.reason
    throw reason instanceof UnreadableWorkbook ? reason : cause
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

const isOutOfMemory = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
