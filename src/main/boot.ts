// Puts the app together, in order. What each part does is written in the part.
import { join } from 'node:path'
import { app, clipboard, nativeTheme, safeStorage, shell, type BrowserWindow } from 'electron'
import { mimetypeOf } from './files/inspect/mimetype.ts'
import { readCertificateAuthorities } from '#main/filestack/certificates.ts'
import { createDispatch } from '#main/ipc/dispatch.ts'
import { createEventSender } from '#main/ipc/events.ts'
import { createHandlers } from '#main/ipc/handlers/index.ts'
import { openRouter } from '#main/ipc/router.ts'
import { unsealSource } from './storage/connections/sealed-source.ts'
import { createStreams } from '#main/ipc/streams/index.ts'
import { createEngineServices } from '#main/jobs/create-engine-services.ts'
import type { Redactor } from '#main/redact/redactor.ts'
import { recoverWindow, type Recovery } from '#main/shell/crash.ts'
import { askForPaths, askToLeave, askWhereToSave, sayInBox } from '#main/shell/dialogs.ts'
import type { Log } from '#main/shell/log.ts'
import { setMenu } from '#main/shell/menu.ts'
import { proxyFor } from '#main/shell/network.ts'
import { notify } from '#main/shell/notify.ts'
import type { OpenedFiles } from '#main/shell/opened-files.ts'
import { ORIGIN } from '#main/shell/origin.ts'
import { askBeforeLeaving } from '#main/shell/leaving.ts'
import { keepAwake, watchPower } from '#main/shell/power.ts'
import { serveOrigin } from '#main/shell/protocol.ts'
import { closeBeforeQuit } from '#main/shell/quit.ts'
import { openExternal } from '#main/shell/security/external.ts'
import { harden } from '#main/shell/security/harden.ts'
import { catchUncaught } from '#main/shell/uncaught.ts'
import { loadPage, openWindow, showWindow } from '#main/shell/window.ts'
import { openConnections } from './storage/connections/connections.ts'
import { toRecognitionContext } from '#main/planning/planning-rules.ts'
import { createIdGenerator } from '#main/storage/ids.ts'
import { openKeyring } from './storage/connections/keyring.ts'
import { JournalError } from './storage/journal/journal.ts'
import { acquireLease } from '#main/storage/lease.ts'
import { openJournal } from './storage/journal/open-journal.ts'
import { toOutputFilePath, writeOutputFile } from './storage/output-files.ts'
import { openSettings } from './storage/settings/settings.ts'
import { openWorkflows } from './storage/settings/workflows.ts'
import { SAMPLE_WORKFLOWS } from '#sandbox/index.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { DEFAULT_LIMITS, DEFAULT_STORE } from '#shared/model/connection-facts.ts'
import { SANDBOX_ID } from '#shared/model/connection.ts'
import { shellWords as words } from '#shared/text/shell.ts'
import { Activity } from './desktop/activity.ts'
import { startBuiltinSandbox } from './sandbox/builtin-sandbox.ts'
import { watchSkew } from './desktop/clock-skew-notice.ts'
import { systemClock } from './lib/system-clock.ts'
import { createProgressAndNotifications } from './desktop/progress-and-notifications.ts'
import { createLocalFiles } from './files/local-files.ts'
import { spawnCopyWorker, spawnJournalWorkers, spawnSandboxWorker } from './workers.ts'

/** Runs that are not done, at most, whose jobs are counted at the start. */
const MOST_RUNS = 10_000

interface Started {
  readonly log: Log
  readonly redactor: Redactor
  readonly opened: OpenedFiles
}

/** Called once, when Electron is ready. Rejects when the app cannot start: with a `JournalError` it is the data folder. */
export async function boot({ log, redactor, opened }: Started): Promise<void> {
  const folder = app.getPath('userData')
  // By the app's own folder: the bundler decides where this module lies.
  const built = join(app.getAppPath(), 'out')
  const { redact } = redactor
  let window: BrowserWindow | null = null
  const events = createEventSender({ page: () => window?.webContents ?? null, clock: systemClock, redact })
  catchUncaught((message, cause) => {
    log.error(message, cause)
    events.notice(appError('app.unexpected'))
  })

  // The data folder: ours alone, then what lies in it.
  const lease = acquireLease(folder, { kind: 'app', pid: process.pid, since: Date.now() })
  if (!lease.ok) throw new JournalError(lease.error)
  const settings = openSettings(folder)
  nativeTheme.themeSource = settings.get().theme
  const [journal, keyring] = await Promise.all([
    openJournal({ folder, spawn: spawnJournalWorkers }),
    openKeyring(safeStorage),
  ])
  const connections = await openConnections({
    folder,
    keyring,
    secretWords: redactor,
    onChange: events.connections,
  })
  const workflows = openWorkflows(
    folder,
    SAMPLE_WORKFLOWS.map(({ id, name }) => ({ connectionId: SANDBOX_ID, id, name })),
  )
  const sandbox = startBuiltinSandbox(spawnSandboxWorker, join(folder, 'sandbox.ndjson'))
  void sandbox.access.then(connections.setSandbox)

  const tellDesktop = createProgressAndNotifications({
    setProgress: (progress) => window?.setProgressBar(progress),
    notify,
    isSeen: () => window?.isFocused() ?? false,
    open: ({ id }) => {
      if (window !== null) showWindow(window)
      events.showRun(id)
    },
  })

  // The service, and the engine that uses it.
  const activity = new Activity(keepAwake)
  const { engine, client, transport, download } = createEngineServices({
    journal,
    network: { proxyFor, ca: readCertificateAuthorities() },
    redact,
    onServerDate: watchSkew(events.notice),
    ports: {
      clock: systemClock,
      random: Math.random,
      newId: createIdGenerator(systemClock),
      credentials: connections.open,
      unseal: (ciphertext) => unsealSource(ciphertext, keyring),
      limits: (id) => connections.find(id)?.limits ?? DEFAULT_LIMITS,
      uploadLimits: () => {
        const { uploadFiles, uploadParts } = settings.get()
        return { files: uploadFiles, parts: uploadParts }
      },
      mimetypeOf,
      store: (id) => connections.find(id)?.store ?? DEFAULT_STORE,
      keepProducedFiles: () => settings.get().keepProducedFiles,
      onRateStatus: events.rateStatus,
      onUploads: events.uploads,
      onJob: events.job,
      onRun: (run) => {
        events.run(run)
        activity.note(run)
        tellDesktop(run)
      },
      onNotice: events.notice,
    },
    writeOutputFile: (...args) => writeOutputFile(folder, ...args),
  })
  const resumed = engine.start(settings.get().resumeWaiting).catch((cause: unknown) => {
    log.error('What was left from last time could not be taken up', cause)
    events.notice(appError('app.unexpected'))
    return null
  })
  const noteGoing = async (): Promise<void> => {
    await resumed
    const going = await journal.reader.runs({ states: ['running', 'paused', 'stopping'] }, MOST_RUNS)
    for (const run of going) activity.note(run)
  }
  void noteGoing().catch((cause: unknown) => log.error('What goes on could not be counted', cause))

  // Files and lists on this computer, as the page speaks of them.
  const localFiles = createLocalFiles({
    folder,
    onFound: events.filesFound,
    recognitionContext: () => toRecognitionContext(connections.list().list),
    onBug: log.error,
  })
  opened.hear(localFiles.open)

  // The window's origin and its requests.
  const { reader } = journal
  const askWhere = async (name: string): Promise<string | null> =>
    window === null ? null : askWhereToSave(window, name)
  const streams = createStreams({
    reader,
    connections,
    now: Date.now,
    download,
    keptPath: (...args) => toOutputFilePath(folder, ...args),
    ...localFiles.services,
    askWhere,
  })
  serveOrigin(join(built, 'renderer'), streams.byPrefix)
  let recovery: Recovery | null = null
  const notices = [settings, connections, workflows]
    .map(({ notice }) => notice)
    .concat(journal.notices.map(({ error }) => error))
    .filter((notice) => notice !== null)
  const handlers = createHandlers({
    info: async () => ({
      version: app.getVersion(),
      platform: process.platform,
      runtime: process.versions.electron,
      dataFolder: folder,
      logFile: log.file,
      keyring: keyring.lasting,
      notices,
      // Told once: a page that was opened again has other news.
      resumed: recovery === null ? await resumed : null,
    }),
    onPageUp: () => {
      if (recovery !== null) events.recovered(recovery)
      recovery = null
      localFiles.onPageUp()
    },
    settings,
    applyTheme: (theme) => {
      nativeTheme.themeSource = theme
    },
    events,
    redact,
    writeClipboard: (text) => clipboard.writeText(text),
    spawnCopyWorker: spawnCopyWorker,
    openExternal,
    showLog: () => shell.showItemInFolder(log.file),
    connections,
    workflows,
    client,
    reader,
    now: Date.now,
    engine,
    keyring,
    saveFile: streams.save,
    askWhere,
    ...localFiles.services,
    askForFiles: async (what) => (window === null ? [] : askForPaths(window, what)),
  })
  openRouter({
    origin: ORIGIN,
    dispatch: createDispatch(handlers, {
      redact,
      onBug: (route, cause) => log.error(`The request ${route} failed`, cause),
    }),
    onRefused: (origin) => log.warn(`A request from ${origin} was refused`),
  })

  // The window, and the life of the process.
  harden()
  window = openWindow({
    preload: join(built, 'preload/index.cjs'),
    icon: join(app.getAppPath(), 'resources/icons/256x256.png'),
  })
  window.on('closed', () => {
    window = null
  })
  window.webContents.on('did-navigate', localFiles.onPageGone)
  recoverWindow(window, {
    now: () => performance.now(),
    onGone: (reason, reloading) => {
      log.warn(`The page ${reason}`)
      recovery = reason
      if (!reloading) sayInBox(words.stoppedOften, words.stoppedOftenAdvice)
    },
  })
  setMenu(events.command, () => (window === null ? app.quit() : window.close()))
  app.on('second-instance', () => {
    if (window !== null) showWindow(window)
  })
  watchPower({ onSuspend: () => engine.setOnline(false), onResume: () => engine.setOnline(true) })
  const isEnding = closeBeforeQuit(
    [
      { name: 'The engine', close: () => engine.close(3000), atMostMs: 4000 },
      { name: 'The network', close: () => transport.close(), atMostMs: 1000 },
      { name: 'The history', close: () => journal.close(), atMostMs: 5000 },
      { name: 'The Sandbox', close: () => sandbox.close(), atMostMs: 1000 },
      { name: 'The data folder', close: () => lease.data.release(), atMostMs: 1000 },
    ],
    log.error,
  )
  const leaving = window
  askBeforeLeaving(leaving, {
    goingOn: () => {
      const { waiting, running } = activity.going
      return activity.active ? words.quitDialog.activeJobs(waiting, running) : null
    },
    ask: (goingOn) => askToLeave(leaving, words.quitDialog, goingOn),
    isEnding,
    quit: () => app.quit(),
  })
  await loadPage(window)
}
