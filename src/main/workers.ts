// The threads of main as the bundler makes them; everything else takes them as parameters.
/* oxlint-disable import/default -- `?nodeWorker` makes a default export, which the linter does not see */
import type { Worker } from 'node:worker_threads'
import spawnExport from './export/export.worker.ts?nodeWorker'
import spawnBackup from './backup/backup.worker.ts?nodeWorker'
import spawnResult from './ipc/kept-results/result.worker.ts?nodeWorker'
import spawnBodyFile from './filestack/results/body-file.worker.ts?nodeWorker'
import spawnTextList from './files/lists/text/text-list.worker.ts?nodeWorker'
import spawnWorkbook from './files/lists/workbook/workbook.worker.ts?nodeWorker'
import spawnSandbox from './sandbox/sandbox.worker.ts?nodeWorker'
import spawnFacts from './storage/facts/facts.worker.ts?nodeWorker'
import spawnReader from './storage/journal/reader.worker.ts?nodeWorker'
import spawnWriter from './storage/journal/writer.worker.ts?nodeWorker'
import { TEXT_LIST_LIMITS, type SpawnTextListWorker } from './files/lists/text/text-list-task.ts'
import { WORKBOOK_LIMITS, type SpawnWorkbookWorker } from './files/lists/workbook/workbook-task.ts'
import type { SpawnExportWorker } from './export/export-jobs.ts'
import type { SpawnBackupWorker } from './backup/backups.ts'
import type { SpawnBodyFileWorker } from './filestack/results/body-file-reader.ts'
import type { SandboxSetting } from './sandbox/builtin-sandbox.ts'
import type { SpawnResultWorker } from './ipc/kept-results/kept-results.ts'

export const spawnJournalWorkers = {
  writer: (): Worker => spawnWriter({}),
  reader: (): Worker => spawnReader({}),
}

export const spawnFactsWorker = (): Worker => spawnFacts({})

export const spawnSandboxWorker = (setting: SandboxSetting): Worker => spawnSandbox({ workerData: setting })

export const spawnWorkbookWorker: SpawnWorkbookWorker = (workerData) =>
  spawnWorkbook({ workerData, resourceLimits: WORKBOOK_LIMITS })

export const spawnTextListWorker: SpawnTextListWorker = () =>
  spawnTextList({ resourceLimits: TEXT_LIST_LIMITS })

export const spawnBodyFileWorker: SpawnBodyFileWorker = () => spawnBodyFile({})

export const spawnBackupWorker: SpawnBackupWorker = (task) => spawnBackup({ workerData: task })

export const spawnResultWorker: SpawnResultWorker = () => spawnResult({})

export const spawnExportWorker: SpawnExportWorker = (workerData) => spawnExport({ workerData })
