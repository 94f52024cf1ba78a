import { nativeTheme, safeStorage } from 'electron'
import { finishRestore, type FinishedRestore } from '#main/backup/finish-restore.ts'
import { removeLeftScratch } from '#main/backup/scratch-folder.ts'
import { openConnections } from '#main/storage/connections/connections.ts'
import { openKeyring } from '#main/storage/connections/keyring.ts'
import { JournalError, type JournalProgress } from '#main/storage/journal/journal.ts'
import { openJournal } from '#main/storage/journal/open-journal.ts'
import { createLazyReader } from '#main/storage/journal/lazy-reader.ts'
import { openReader } from '#main/storage/journal/open-reader.ts'
import { createSortedLists } from '#main/storage/journal/sorting/sorted-lists.ts'
import { acquireLease } from '#main/storage/lease.ts'
import { openKeptDraft } from '#main/storage/settings/draft.ts'
import { openExportPresets } from '#main/storage/settings/export-presets.ts'
import { openSavedViews } from '#main/storage/settings/saved-views.ts'
import { openSettings } from '#main/storage/settings/settings.ts'
import { openWorkflows } from '#main/storage/settings/workflows.ts'
import { SAMPLE_WORKFLOWS } from '#sandbox/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { formatCount, formatCounted } from '#shared/format/count.ts'
import { SANDBOX_ID } from '#shared/model/connection.ts'
import { spawnJournalWorkers } from '#main/workers.ts'
import type { BootContext } from './boot-context.ts'

/** Takes the lease of the data folder, then opens its files. */
export async function openDataFolder(
  { folder, redactor, events }: BootContext,
  onProgress: (progress: JournalProgress) => void,
) {
  const lease = acquireLease(folder, { kind: 'app', pid: process.pid, since: Date.now() })
  if (!lease.ok) throw new JournalError(lease.error)
  const restored = toRestoreNotice(finishRestore(folder))
  removeLeftScratch(folder, Date.now())
  const settings = openSettings(folder)
  nativeTheme.themeSource = settings.get().theme
  const [journal, keyring] = await Promise.all([
    openJournal({ folder, spawn: spawnJournalWorkers, onNotice: events.notice, onProgress }),
    openKeyring(safeStorage),
  ])
  const [connections, screenReader] = await Promise.all([
    openConnections({ folder, keyring, secretWords: redactor, onChange: events.connections }),
    openReader({ folder, spawn: spawnJournalWorkers, onNotice: events.notice }),
  ])
  const workflows = openWorkflows(
    folder,
    SAMPLE_WORKFLOWS.map(({ id, name }) => ({ connectionId: SANDBOX_ID, id, name })),
  )
  const draft = openKeptDraft(folder)
  const views = openSavedViews(folder)
  const exportPresets = openExportPresets(folder)
  const openAnother = () => openReader({ folder, spawn: spawnJournalWorkers, onNotice: events.notice })
  const viewReader = createLazyReader(openAnother)
  const sortedLists = createSortedLists(openAnother)
  return {
    restored,
    lease: lease.data,
    settings,
    journal,
    screenReader,
    viewReader,
    sortedLists,
    keyring,
    connections,
    workflows,
    draft,
    views,
    exportPresets,
  }
}

/** What the person is told of a backup that was restored at this start. */
function toRestoreNotice(finished: FinishedRestore | null): AppError | null {
  if (finished === null) return null
  if (finished.kind === 'overtaken') return appError('backup.overtaken')
  const jobs = formatCounted(finished.report.jobs, 'job', 'jobs')
  const { stopped } = finished.report
  return stopped === 0
    ? appError('backup.restored', { jobs })
    : appError('backup.restoredStopped', { jobs, stopped: formatCount(stopped) })
}

/** The opened files of the data folder. */
export type DataFolder = Awaited<ReturnType<typeof openDataFolder>>
