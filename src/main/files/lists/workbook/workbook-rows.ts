import { MAX_LIST_READ_MS } from '#shared/model/bounds.ts'
import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import {
  createUnreadable,
  ListFailure,
  toDeathReason,
  type UnreadableReason,
} from '#main/files/lists/list-error.ts'
import type { SheetRow } from '#main/files/lists/sheet.ts'
import { KeptWorkbook, readFileVersion } from './kept-workbook.ts'
import {
  WORKBOOK_LIMITS,
  type SheetChoice,
  type SheetHead,
  type SpawnWorkbookWorker,
  type WorkbookMessage,
} from './workbook-task.ts'

/**
 * Workbooks up to this size are read once: their thread waits with what it read until the rows are asked for. A larger one
 * would hold a gigabyte while a person thinks, and reading its heads alone is much quicker.
 */
const MAX_KEPT_FILE_BYTES = 16_000_000
const keptWorkbook = new KeptWorkbook()
/** In a variable, so that the bundler leaves it alone: a build names its own threads. */
const THREAD = './workbook.worker.ts'

/** The thread as it lies in the source. */
export const spawnWorkbookWorker: SpawnWorkbookWorker = (workerData) =>
  new Worker(new URL(THREAD, import.meta.url), { workerData, resourceLimits: WORKBOOK_LIMITS })

/** The first rows of every worksheet, in the order of the workbook. Throws a `ListFailure`. */
export async function readSheetHeads(
  path: string,
  spawn: SpawnWorkbookWorker,
  maxKeptBytes = MAX_KEPT_FILE_BYTES,
): Promise<readonly SheetHead[]> {
  const version = await readFileVersion(path)
  const isKept = version.size <= maxKeptBytes
  const worker = spawn({ path, what: isKept ? 'both' : 'heads', sheet: null })
  let heads: readonly SheetHead[] | null = null
  try {
    for await (const message of receiveMessages(worker)) {
      if (message.kind !== 'heads') continue
      heads = message.sheets
      break
    }
  } finally {
    if (heads !== null && isKept) keptWorkbook.keep(worker, path, version)
    else await worker.terminate()
  }
  if (heads === null) throw new ListFailure(createUnreadable('damaged'))
  return heads
}

/** The rows of one sheet, some at a time; null is the first one shown. Throws a `ListFailure`. */
export async function* workbookRows(
  path: string,
  sheet: string | null,
  spawn: SpawnWorkbookWorker,
): AsyncGenerator<readonly SheetRow[]> {
  const kept = keptWorkbook.take(path, await readFileVersion(path))
  const worker = kept ?? spawn({ path, what: 'rows', sheet })
  const messages = receiveMessages(worker)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin to name
  kept?.postMessage({ sheet } satisfies SheetChoice)
  try {
    for await (const message of messages) {
      if (message.kind !== 'rows') continue
      yield message.rows
      if (message.isLast) return
    }
  } finally {
    await worker.terminate()
  }
}

/** What the thread says. Its first answer has a time limit. */
async function* receiveMessages(worker: Worker): AsyncGenerator<WorkbookMessage> {
  const ended = new AbortController()
  const end = (reason: UnreadableReason): void => ended.abort(new ListFailure(createUnreadable(reason)))
  const timer = setTimeout(() => end('tooSlow'), MAX_LIST_READ_MS)
  const onError = (cause: unknown): void => end(toDeathReason(cause))
  worker.once('error', onError)
  try {
    for await (const [message] of on(worker, 'message', { signal: ended.signal })) {
      clearTimeout(timer)
      const said = message as WorkbookMessage
      if (said.kind === 'failed') throw new ListFailure(createUnreadable(said.reason))
      // The next rows are made ready while these are worked on.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin to name
      if (said.kind === 'rows' && !said.isLast) worker.postMessage('next')
      yield said
    }
  } catch (cause) {
    const reason: unknown = ended.signal.reason
    throw reason instanceof ListFailure ? reason : cause
  } finally {
    clearTimeout(timer)
    worker.off('error', onError)
  }
}
