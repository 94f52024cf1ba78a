import '#main/storage/testing/electron-path.ts'
import { createBackups } from '#main/backup/backups.ts'
import { findIncomplete, listQueryNames } from '#main/ipc/job-queries.ts'
import { createKeptResults } from '#main/ipc/kept-results/kept-results.ts'
import { createDispatch } from '#main/ipc/dispatch.ts'
import { createDroppedFilesTaker } from '#main/ipc/dropped-files.ts'
import { createHandlers } from '#main/ipc/handlers/index.ts'
import { createOutputFileFinder } from '#main/ipc/streams/output-file.ts'
import { createOutputFileSaver } from '#main/ipc/streams/save-output-file.ts'
import { readBodyFileHere } from '#main/filestack/results/body-file-reader.ts'
import { FileSavings } from '#main/saved-files/file-savings.ts'
import { createLocalFiles } from '#main/files/local-files.ts'
import { Retention } from '#main/retention/retention.ts'
import { createCompaction } from '#main/storage/compaction.ts'
import { measureDiskUse } from '#main/storage/disk-use.ts'
import { toOutputFilePath } from '#main/storage/output-files.ts'
import { openKeptDraft } from '#main/storage/settings/draft.ts'
import { openExportPresets } from '#main/storage/settings/export-presets.ts'
import { openSavedViews } from '#main/storage/settings/saved-views.ts'
import { openSettings } from '#main/storage/settings/settings.ts'
import { openWorkflows } from '#main/storage/settings/workflows.ts'
import { toRecognitionContext } from '#main/planning/build-jobs.ts'
import { createFetchLink } from '#main/pictures/fetch-link.ts'
import { createSourcePictures } from '#main/pictures/source-pictures.ts'
import { unsealSource } from '#main/storage/connections/sealed-source.ts'
import { askingPage } from './asking-page.ts'
import { openReader } from '#main/storage/journal/open-reader.ts'
import { createSortedLists } from '#main/storage/journal/sorting/sorted-lists.ts'
import { journalWorkers } from '#main/storage/testing/journals.ts'
import { spawnBackupWorker } from '#main/backup/testing/backup-worker.ts'
import { spawnExportWorker, spawnResultWorker } from './result-worker.ts'
import { startTestServices, type OnFinished } from './test-services.ts'
import { createTestPerson } from './test-person.ts'

/** Everything of main below Electron, put together as boot does, in a folder of its own with a quick Sandbox. */
export async function startHarness(onFinished: OnFinished) {
  const services = await startTestServices(onFinished)
  const { folder, journal, keyring, redactor, connections, facts, engine, client, download } = services
  const { events, heard, jobChanges, bugs } = services
  const { reader } = journal
  const sortedLists = createSortedLists(() => openReader({ folder, spawn: journalWorkers() }))
  onFinished(() => sortedLists.close())
  const person = createTestPerson()
  let resultThreads = 0
  const keptResults = createKeptResults(reader, () => {
    resultThreads += 1
    return spawnResultWorker()
  })
  const find = createOutputFileFinder({
    reader,
    keptResults,
    connections,
    now: Date.now,
    keptPath: (...args) => toOutputFilePath(folder, ...args),
  })
  const localFiles = createLocalFiles({
    folder,
    onFound: events.filesFound,
    recognitionContext: () => toRecognitionContext(connections.list().list),
    onBug: (_message, cause) => bugs.push(cause),
  })
  localFiles.onPageUp()
  const pictures = createSourcePictures({
    reader,
    thumbnails: localFiles.services.thumbnails,
    connections,
    download,
    fetchLink: createFetchLink({}),
    unseal: (ciphertext) => unsealSource(ciphertext, keyring),
    now: Date.now,
  })
  const workflows = openWorkflows(folder, [])
  const handlers = createHandlers({
    pictures,
    info: () => Promise.reject(new Error('not asked for here')),
    onPageUp: () => undefined,
    settings: openSettings(folder),
    draft: openKeptDraft(folder),
    applyTheme: () => undefined,
    events: { settings: () => undefined, listRows: events.listRows, exportProgress: events.exportProgress },
    exports: {
      folder,
      spawn: spawnExportWorker,
      presets: openExportPresets(folder),
      listSecrets: redactor.listLearned,
    },
    redact: redactor.redact,
    writeClipboard: person.copy,
    keptResults,
    secretClipboard: { copy: person.copy },
    openExternal: async () => true,
    showLog: () => undefined,
    connections,
    workflows,
    views: openSavedViews(folder),
    viewReader: reader,
    client,
    facts,
    reader,
    sortedLists,
    now: Date.now,
    engine,
    keyring,
    saveFile: createOutputFileSaver({ find, download, askWhere: person.askWhere }),
    askWhere: person.askWhere,
    askForFolder: person.askForFolder,
    fileSavings: new FileSavings({
      reader,
      connections,
      engine,
      redact: redactor.redact,
      readBodyFile: readBodyFileHere,
      keptPath: (...args) => toOutputFilePath(folder, ...args),
      newId: () => crypto.randomUUID(),
      onSaving: events.fileSaving,
    }),
    ...localFiles.services,
    askForFiles: async () => [],
    confirmFile: person.confirmFile,
    backups: createBackups(folder, spawnBackupWorker, () => undefined),
    isActive: () => false,
    measureDisk: () => measureDiskUse(folder),
    compaction: createCompaction({ folder, writer: journal.writer, reader, onProgress: () => undefined }),
    retention: new Retention({
      reader,
      deleteJobs: (...args) => engine.deleteJobs(...args),
      names: () => listQueryNames({ connections, workflows }),
      findIncomplete: (query) => findIncomplete(query, facts),
    }),
    askForBackup: async () => null,
    restart: () => undefined,
  })
  const dispatch = createDispatch(handlers, {
    redact: redactor.redact,
    onBug: (_route, cause) => bugs.push(cause),
  })
  const page = askingPage({
    dispatch,
    takeDroppedFiles: createDroppedFilesTaker(localFiles.services.walks),
    heard,
    jobChanges,
    bugs,
  })
  return {
    ...page,
    folder,
    journal,
    keyring,
    connections,
    sandbox: services.sandbox,
    clipboard: person.clipboard,
    confirmed: person.confirmed,
    saving: person.saving,
    /** Threads started so far to read results. */
    resultThreads: () => resultThreads,
    find,
    download,
    pictures,
    heard,
    localFiles,
  }
}
