import { join } from 'node:path'
import { app, clipboard, nativeTheme, shell } from 'electron'
import { createDispatch } from '#main/ipc/dispatch.ts'
import { createDroppedFilesTaker } from '#main/ipc/dropped-files.ts'
import { createHandlers } from '#main/ipc/handlers/index.ts'
import { createKeptResults } from '#main/ipc/kept-results/kept-results.ts'
import { openRouter } from '#main/ipc/router.ts'
import { createStreams } from '#main/ipc/streams/index.ts'
import { readCertificateAuthorities } from '#main/filestack/certificates.ts'
import { createFetchLink } from '#main/pictures/fetch-link.ts'
import { createSourcePictures } from '#main/pictures/source-pictures.ts'
import { proxyFor } from '#main/shell/process/system-proxy.ts'
import { unsealSource } from '#main/storage/connections/sealed-source.ts'
import { ORIGIN } from '#main/shell/origin/origin.ts'
import { serveOrigin } from '#main/shell/origin/protocol.ts'
import { openExternal } from '#main/shell/security/open-external.ts'
import {
  askForPaths,
  askForSaveFolder,
  askForFile,
  askForSavePath,
  confirmFile,
  confirmOpenExternal,
} from '#main/shell/window/dialogs.ts'
import { createCompaction } from '#main/storage/compaction.ts'
import { measureDiskUse } from '#main/storage/disk-use.ts'
import { createBodyFileReader } from '#main/filestack/results/body-file-reader.ts'
import { FileSavings } from '#main/saved-files/file-savings.ts'
import { createIdGenerator } from '#main/storage/ids.ts'
import { systemClock } from '#main/lib/system-clock.ts'
import { toOutputFilePath } from '#main/storage/output-files.ts'
import { spawnBodyFileWorker, spawnExportWorker, spawnResultWorker } from '#main/workers.ts'
import { shellWords } from '#shared/text/shell.ts'
import { builtFolder, type BootContext } from './boot-context.ts'
import type { DataFolder } from './open-data-folder.ts'
import type { LocalFiles } from './open-local-files.ts'
import type { StartedServices } from './start-services.ts'

/** Serves the window's origin and its requests. */
export function answerRequests(
  context: BootContext,
  data: DataFolder,
  services: StartedServices,
  localFiles: LocalFiles,
): void {
  const { folder, log, redactor, main } = context
  const { reader } = data.screenReader
  const { redact } = redactor
  const askWhere = async (name: string): Promise<string | null> =>
    main.window === null ? null : askForSavePath(main.window, name)
  const shared = { ...data, ...services, ...localFiles.services, reader, redact, askWhere, now: Date.now }
  const keptPath = (...args: [string, string]): string => toOutputFilePath(folder, ...args)
  const keptResults = createKeptResults(reader, spawnResultWorker)
  const pictures = createSourcePictures({
    ...shared,
    fetchLink: createFetchLink({ proxyFor, ca: readCertificateAuthorities() }),
    unseal: (ciphertext) => unsealSource(ciphertext, data.keyring),
  })
  const streams = createStreams({
    ...shared,
    pictures,
    keptResults,
    keptPath,
    onDamaged: context.events.notice,
  })
  serveOrigin(join(builtFolder(), 'renderer'), streams.byPrefix)
  const handlers = createHandlers({
    ...shared,
    ...createAppServices(context, data, services, localFiles),
    exports: {
      folder,
      spawn: spawnExportWorker,
      presets: data.exportPresets,
      listSecrets: redactor.listLearned,
    },
    keptResults,
    pictures,
    saveFile: streams.save,
    fileSavings: new FileSavings({
      ...shared,
      keptPath,
      readBodyFile: createBodyFileReader(spawnBodyFileWorker),
      newId: createIdGenerator(systemClock),
      onSaving: context.events.fileSaving,
    }),
    askForFolder: async () => (main.window === null ? null : askForSaveFolder(main.window)),
    askForFiles: async (what) => (main.window === null ? [] : askForPaths(main.window, what)),
    isActive: () => services.activity.isActive,
    measureDisk: () => measureDiskUse(folder),
    compaction: createCompaction({
      folder,
      writer: data.journal.writer,
      reader,
      onProgress: (share) => context.events.compaction({ share }),
    }),
    askForBackup: async () => {
      const { kind, all } = shellWords.openBackupDialog
      return main.window === null
        ? null
        : askForFile(main.window, { name: kind, endings: ['flowbench'] }, all)
    },
    restart: () => {
      app.relaunch()
      app.quit()
    },
    confirmFile: async (path) => main.window !== null && (await confirmFile(main.window, path)),
  })
  const dispatch = createDispatch(handlers, {
    redact,
    onBug: (route, cause) => log.error(`The request ${route} failed`, cause),
  })
  openRouter({
    origin: ORIGIN,
    dispatch,
    addFiles: createDroppedFilesTaker(localFiles.services.walks),
    onRefused: (origin) => log.warn(`A request from ${origin} was refused`),
  })
}

/** What the handlers of the app itself need from Electron. */
function createAppServices(
  { folder, log, events, main, recovery, notices: found, secretClipboard }: BootContext,
  { settings, connections, workflows, draft, views, exportPresets, journal, keyring, restored }: DataFolder,
  { resumed }: StartedServices,
  localFiles: LocalFiles,
) {
  const notices = [settings, connections, workflows, draft, views, exportPresets]
    .map(({ notice }) => notice)
    .concat(
      journal.notices.map(({ error }) => error),
      found,
      restored,
    )
    .filter((notice) => notice !== null)
  return {
    info: async () => ({
      version: app.getVersion(),
      platform: process.platform,
      runtime: process.versions.electron,
      dataFolder: folder,
      logFile: log.file,
      keyring: keyring.kind,
      notices,
      // A page that was loaded again after a crash says that it crashed, instead of this.
      resumed: recovery.reason === null ? await resumed : null,
    }),
    onPageUp: () => {
      if (recovery.reason !== null) events.recovered(recovery.reason)
      recovery.reason = null
      localFiles.onPageUp()
    },
    applyTheme: (theme: typeof nativeTheme.themeSource) => {
      nativeTheme.themeSource = theme
    },
    events,
    writeClipboard: (text: string) => clipboard.writeText(text),
    secretClipboard,
    openExternal: (url: string) =>
      openExternal(url, async (address) =>
        main.window === null ? false : confirmOpenExternal(main.window, address),
      ),
    showLog: () => shell.showItemInFolder(log.file),
  }
}
