import type { Worker } from 'node:worker_threads'
import { isBodyFile } from '#main/lib/body-file.ts'
import { PackedList } from '#main/lib/packed-list.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { JournalError, type Journal, type JournalProgress, type JournalWriter } from './journal.ts'
import { createReader } from './create-reader.ts'
import type { ReaderApi, RunHandover, WriterApi } from './rpc.ts'
import { WorkerClient } from './worker-client.ts'

export interface JournalOptions {
  /** The data folder; made when absent. */
  readonly folder: string
  /** Makes the workers of `writer.worker.ts` and `reader.worker.ts` (bundlers and tests do it differently). */
  readonly spawn: { readonly writer: () => Worker; readonly reader: () => Worker }
  /** Names the file a damaged database is set aside as. */
  readonly clock?: { now(): number }
  /** What is found while the journal is read: a damaged row, once each. */
  readonly onNotice?: (error: AppError) => void
  /** Called now and then while an older or damaged journal is made anew, which takes minutes for a large one. */
  readonly onProgress?: (progress: JournalProgress) => void
}

/**
 * Opens the journal. Damage and a newer version are `notices` and no failure; a `JournalError` says that the folder
 * cannot be written at all. Whoever writes holds the folder's lease first (`lease.ts`).
 */
export async function openJournal({
  folder,
  spawn,
  clock = Date,
  onNotice = () => undefined,
  onProgress = () => undefined,
}: JournalOptions): Promise<Journal> {
  const writer = new WorkerClient<WriterApi>(spawn.writer, folder, clock.now())
  const reader = new WorkerClient<ReaderApi>(spawn.reader, folder)
  reader.onNotice = onNotice
  writer.onProgress = onProgress
  try {
    // Both threads start side by side; the file is the writer's to make or mend first.
    reader.start()
    const { readOnly, notices } = await writer.open()
    if (readOnly) await writer.close()
    await reader.open()
    return {
      writer: readOnly ? createRefusingWriter() : createWriter(writer),
      reader: createReader(reader),
      notices,
      readOnly,
      // The reader closes first, since only then the writer can merge the log into the file.
      close: async () => {
        await reader.close()
        await writer.close()
      },
    }
  } catch (cause) {
    await Promise.allSettled([reader.close(), writer.close()])
    throw cause
  }
}

function createWriter(worker: WorkerClient<WriterApi>): JournalWriter {
  const createRuns: JournalWriter['createRuns'] = async (command, runs) => {
    const handedOver: RunHandover[] = []
    for (const { jobs, ...run } of runs) {
      const { portions, last } = PackedList.from(jobs).detach()
      for (const portion of portions)
        await worker.call('stage', [run.id, portion], { transfer: [portion.buffer] })
      handedOver.push({ run, lastJobs: last, portions: portions.length })
    }
    return worker.call('createRuns', [command, handedOver])
  }
  return {
    createRuns,
    createRun: (run) => createRuns({ id: run.id, at: run.createdAt }, [run]),
    execute: (...args) => worker.call('execute', args),
    endRun: (...args) => worker.call('endRun', args),
    // The two calls that a run makes for each of its jobs.
    change: (change) => worker.call('change', [change], { mayWait: true }),
    changeRun: (change) => worker.call('changeRun', [change]),
    markRemoteSourcesReady: (...args) => worker.call('markRemoteSourcesReady', args),
    archive(change, body) {
      if (isBodyFile(body)) return worker.call('archiveFile', [change, body])
      // The copy is transferred to the worker: the caller keeps its bytes.
      const copy = new Uint8Array(body)
      return worker.call('archive', [change, copy], { transfer: [copy.buffer], mayWait: true })
    },
    createUpload: (...args) => worker.call('createUpload', args),
    changeUpload: (...args) => worker.call('changeUpload', args),
    addPart: (...args) => worker.call('addPart', args),
    dropParts: (...args) => worker.call('dropParts', args),
    recordOutputFile: (...args) => worker.call('recordOutputFile', args),
    resealSources: (...args) => worker.call('resealSources', args),
    compact: () => worker.call('compact', []),
  }
}

function createRefusingWriter(): JournalWriter {
  const refuse = (): Promise<never> => Promise.reject(new JournalError(appError('journal.readOnly')))
  return {
    createRun: refuse,
    createRuns: refuse,
    execute: refuse,
    endRun: refuse,
    change: refuse,
    changeRun: refuse,
    markRemoteSourcesReady: refuse,
    archive: refuse,
    createUpload: refuse,
    changeUpload: refuse,
    addPart: refuse,
    dropParts: refuse,
    recordOutputFile: refuse,
    resealSources: refuse,
    compact: refuse,
  }
}
