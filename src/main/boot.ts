// Puts the app together, in named steps. What each part does is written in the part.
import { join } from 'node:path'
import { app, clipboard, nativeTheme, safeStorage, shell } from 'electron'
import { Activity } from '#main/desktop/activity.ts'
import { createSkewNotice } from '#main/desktop/clock-skew-notice.ts'
import { createProgressAndNotifications } from '#main/desktop/progress-and-notifications.ts'
import { mimetypeOf } from '#main/files/inspect/mimetype.ts'
import { createLocalFiles } from '#main/files/local-files.ts'
import { keepCertificateCheck, readCertificateAuthorities } from '#main/filestack/certificates.ts'
import { createDispatch } from '#main/ipc/dispatch.ts'
import { createEventSender, type EventSender } from '#main/ipc/events.ts'
import { createHandlers } from '#main/ipc/handlers/index.ts'
import { openRouter } from '#main/ipc/router.ts'
import { createStreams } from '#main/ipc/streams/index.ts'
import { createEngineServices } from '#main/jobs/create-engine-services.ts'
import { systemClock } from '#main/lib/system-clock.ts'
import { toRecognitionContext } from '#main/planning/build-jobs.ts'
import type { Redactor } from '#main/redact/redactor.ts'
import { startBuiltinSandbox } from '#main/sandbox/builtin-sandbox.ts'
import { ORIGIN } from '#main/shell/origin/origin.ts'
import { serveOrigin } from '#main/shell/origin/protocol.ts'
import type { Log } from '#main/shell/process/log.ts'
import type { OpenedFiles } from '#main/shell/process/opened-files.ts'
import { keepAwake, subscribePower } from '#main/shell/process/power.ts'
import { closeBeforeQuit } from '#main/shell/process/quit.ts'
import { proxyFor } from '#main/shell/process/system-proxy.ts'
import { handleUncaughtErrors } from '#main/shell/process/uncaught.ts'
import { hardenPages } from '#main/shell/security/harden.ts'
import { openExternal } from '#main/shell/security/open-external.ts'
import { confirmBeforeClose } from '#main/shell/window/confirm-close.ts'
import {
  askForPaths,
  askForSavePath,
  confirmOpenExternal,
  confirmQuit,
  showErrorBox,
} from '#main/shell/window/dialogs.ts'
import { setMenu } from '#main/shell/window/menu.ts'
import { showNotification } from '#main/shell/window/notification.ts'
import { recoverWindow, type Recovery } from '#main/shell/window/recover-window.ts'
import { loadPage, openWindow, showWindow, type MainWindow } from '#main/shell/window/window.ts'
import { openConnections } from '#main/storage/connections/connections.ts'
import { openKeyring } from '#main/storage/connections/keyring.ts'
import { unsealSource } from '#main/storage/connections/sealed-source.ts'
import { createIdGenerator } from '#main/storage/ids.ts'
import { JournalError } from '#main/storage/journal/journal.ts'
import { openJournal } from '#main/storage/journal/open-journal.ts'
import { acquireLease } from '#main/storage/lease.ts'
import { toOutputFilePath, writeOutputFile } from '#main/storage/output-files.ts'
import { openSettings } from '#main/storage/settings/settings.ts'
import { openWorkflows } from '#main/storage/settings/workflows.ts'
import { SAMPLE_WORKFLOWS } from '#sandbox/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { DEFAULT_LIMITS, DEFAULT_STORE } from '#shared/model/connection-facts.ts'
import { SANDBOX_ID } from '#shared/model/connection.ts'
import { shellWords as words } from '#shared/text/shell.ts'
import { spawnCopyWorker, spawnJournalWorkers, spawnSandboxWorker, spawnWorkbookWorker } from './workers.ts'

/** Most open runs whose jobs are counted at the start. */
const MAX_OPEN_RUNS = 10_000

/** What was set up before Electron was ready. */
interface BootOptions {
  readonly log: Log
  readonly redactor: Redactor
  readonly openedFiles: OpenedFiles
  /** What the start found in the data folder. */
  readonly notices: readonly AppError[]
}

/** What every step works with. */
interface BootContext extends BootOptions {
  readonly folder: string
  readonly events: EventSender
  /** The window, once it is open. */
  readonly main: MainWindow
  /** Why the page was loaded again, until the new page has been told. */
  readonly recovery: { reason: Recovery | null }
}

/** Called once, when Electron is ready. Rejects when the app cannot start: with a `JournalError` it is the data folder. */
export async function boot(options: BootOptions): Promise<void> {
  const { log, redactor } = options
  const main: MainWindow = { window: null }
  const events = createEventSender({
    page: () => main.window?.webContents ?? null,
    clock: systemClock,
    redact: redactor.redact,
  })
  handleUncaughtErrors((message, cause) => {
    log.error(message, cause)
    events.notice(appError('app.unexpected'))
  })
  const folder = app.getPath('userData')
  const notices = [...options.notices, ...keepCertificateCheck(process.env)]
  const context: BootContext = { ...options, notices, folder, events, main, recovery: { reason: null } }
  const data = await openDataFolder(context)
  const services = startServices(context, data)
  const localFiles = openLocalFiles(context, data)
  answerRequests(context, data, services, localFiles)
  await openMainWindow(context, services, localFiles, closeInOrder(context, data, services))
}

type DataFolder = Awaited<ReturnType<typeof openDataFolder>>
type Services = ReturnType<typeof startServices>
type LocalFiles = ReturnType<typeof createLocalFiles>

/** Takes the data folder for this process, then opens what lies in it. */
async function openDataFolder({ folder, redactor, events }: BootContext) {
  const lease = acquireLease(folder, { kind: 'app', pid: process.pid, since: Date.now() })
  if (!lease.ok) throw new JournalError(lease.error)
  const settings = openSettings(folder)
  nativeTheme.themeSource = settings.get().theme
  const [journal, keyring] = await Promise.all([
    openJournal({ folder, spawn: spawnJournalWorkers, onNotice: events.notice }),
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
  return { lease: lease.data, settings, journal, keyring, connections, workflows }
}

/** Starts the Sandbox and the engine, and shows on the desktop what the engine does. */
function startServices(context: BootContext, data: DataFolder) {
  const { folder, redactor, events, log } = context
  const { journal, keyring, connections, settings } = data
  const sandbox = startBuiltinSandbox(spawnSandboxWorker, join(folder, 'sandbox.ndjson'))
  void sandbox.access.then(connections.setSandbox)
  const activity = new Activity(keepAwake)
  const showOnDesktop = createDesktopProgress(context)
  const { engine, client, transport, download } = createEngineServices({
    journal,
    network: { proxyFor, ca: readCertificateAuthorities() },
    redact: redactor.redactForeign,
    onServerDate: createSkewNotice(events.notice),
    ports: {
      clock: systemClock,
      random: Math.random,
      newId: createIdGenerator(systemClock),
      credentials: connections.open,
      unseal: (ciphertext) => unsealSource(ciphertext, keyring),
      limits: (id) => connections.find(id)?.limits ?? DEFAULT_LIMITS,
      uploadLimits: () => ({ files: settings.get().uploadFiles, parts: settings.get().uploadParts }),
      mimetypeOf,
      store: (id) => connections.find(id)?.store ?? DEFAULT_STORE,
      keepProducedFiles: () => settings.get().keepProducedFiles,
      onRateStatus: events.rateStatus,
      onUploads: events.uploads,
      onJob: events.job,
      onRun: (run) => {
        events.run(run)
        activity.update(run)
        showOnDesktop(run)
      },
      onNotice: events.notice,
    },
    writeOutputFile: (...args) => writeOutputFile(folder, ...args),
  })
  const resumed = engine.start(settings.get().resumeWaiting).catch((cause: unknown) => {
    log.error('The runs of last time could not be resumed', cause)
    events.notice(appError('app.unexpected'))
    return null
  })
  const countOpenRuns = async (): Promise<void> => {
    await resumed
    const runs = await journal.reader.runs({ states: ['running', 'paused', 'stopping'] }, MAX_OPEN_RUNS)
    for (const run of runs) activity.update(run)
  }
  void countOpenRuns().catch((cause: unknown) => log.error('Open runs could not be counted', cause))
  return { sandbox, engine, client, transport, download, activity, resumed }
}

const createDesktopProgress = ({ main, events }: BootContext) =>
  createProgressAndNotifications({
    setProgress: (progress) => main.window?.setProgressBar(progress),
    notify: showNotification,
    isSeen: () => main.window?.isFocused() ?? false,
    open: ({ id }) => {
      if (main.window !== null) showWindow(main.window)
      events.showRun(id)
    },
  })

/** Files and lists of this computer, as the page speaks of them. */
function openLocalFiles({ folder, events, log, openedFiles }: BootContext, data: DataFolder): LocalFiles {
  const localFiles = createLocalFiles({
    folder,
    onFound: events.filesFound,
    recognitionContext: () => toRecognitionContext(data.connections.list().list),
    spawnWorkbookWorker,
    onBug: log.error,
  })
  openedFiles.subscribe(localFiles.open)
  return localFiles
}

/** Serves the window's origin and its requests. */
function answerRequests(
  context: BootContext,
  data: DataFolder,
  services: Services,
  localFiles: LocalFiles,
): void {
  const { folder, log, redactor, main } = context
  const { reader } = data.journal
  const { redact } = redactor
  const askWhere = async (name: string): Promise<string | null> =>
    main.window === null ? null : askForSavePath(main.window, name)
  const shared = { ...data, ...services, ...localFiles.services, reader, redact, askWhere, now: Date.now }
  const keptPath = (...args: [string, string]): string => toOutputFilePath(folder, ...args)
  const streams = createStreams({ ...shared, keptPath, onDamaged: context.events.notice })
  serveOrigin(join(builtFolder(), 'renderer'), streams.byPrefix)
  const handlers = createHandlers({
    ...shared,
    ...createAppServices(context, data, services, localFiles),
    spawnCopyWorker,
    saveFile: streams.save,
    askForFiles: async (what) => (main.window === null ? [] : askForPaths(main.window, what)),
  })
  const dispatch = createDispatch(handlers, {
    redact,
    onBug: (route, cause) => log.error(`The request ${route} failed`, cause),
  })
  openRouter({
    origin: ORIGIN,
    dispatch,
    onRefused: (origin) => log.warn(`A request from ${origin} was refused`),
  })
}

/** What the handlers of the app itself need from Electron. */
function createAppServices(
  { folder, log, events, main, recovery, notices: found }: BootContext,
  { settings, connections, workflows, journal, keyring }: DataFolder,
  { resumed }: Services,
  localFiles: LocalFiles,
) {
  const notices = [settings, connections, workflows]
    .map(({ notice }) => notice)
    .concat(
      journal.notices.map(({ error }) => error),
      found,
    )
    .filter((notice) => notice !== null)
  return {
    info: async () => ({
      version: app.getVersion(),
      platform: process.platform,
      runtime: process.versions.electron,
      dataFolder: folder,
      logFile: log.file,
      keyring: keyring.lasting,
      notices,
      // A page that was loaded again after a crash says that instead.
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
    openExternal: (url: string) =>
      openExternal(url, async (address) =>
        main.window === null ? false : confirmOpenExternal(main.window, address),
      ),
    showLog: () => shell.showItemInFolder(log.file),
  }
}

/** Closes everything before the app quits: first what writes, the data folder last. */
const closeInOrder = ({ log }: BootContext, { journal, lease }: DataFolder, services: Services) =>
  closeBeforeQuit(
    [
      { name: 'The engine', close: () => services.engine.close(3000), timeoutMs: 4000 },
      { name: 'The network', close: () => services.transport.close(), timeoutMs: 1000 },
      { name: 'The history', close: () => journal.close(), timeoutMs: 5000 },
      { name: 'The Sandbox', close: () => services.sandbox.close(), timeoutMs: 1000 },
      { name: 'The data folder', close: () => lease.release(), timeoutMs: 1000 },
    ],
    log.error,
  )

/** Opens the window, loads the page, and connects the window to the life of the process. */
async function openMainWindow(
  { events, log, main, recovery }: BootContext,
  { engine, activity }: Services,
  localFiles: LocalFiles,
  isQuitting: () => boolean,
): Promise<void> {
  hardenPages()
  const window = openWindow({
    preload: join(builtFolder(), 'preload/index.cjs'),
    icon: join(app.getAppPath(), 'resources/icons/256x256.png'),
  })
  main.window = window
  window.on('closed', () => {
    main.window = null
  })
  window.webContents.on('did-navigate', localFiles.onPageGone)
  recoverWindow(window, {
    now: () => performance.now(),
    onGone: (reason, isReloading) => {
      log.warn(`The page ${reason}`)
      recovery.reason = reason
      if (!isReloading) showErrorBox(words.stoppedOften, words.stoppedOftenAdvice)
    },
  })
  setMenu(events.command, () => (main.window === null ? app.quit() : main.window.close()))
  app.on('second-instance', () => {
    if (main.window !== null) showWindow(main.window)
  })
  subscribePower({ onSuspend: () => engine.setOnline(false), onResume: () => engine.setOnline(true) })
  confirmBeforeClose(window, {
    describeActivity: () => {
      const { waiting, running } = activity.counts
      return activity.isActive ? words.quitDialog.activeJobs(waiting, running) : null
    },
    ask: (activeJobs) => confirmQuit(window, words.quitDialog, activeJobs),
    isQuitting,
    quit: () => app.quit(),
  })
  await loadPage(window)
}

/** `out/`, by the app's own folder: the bundler decides where this module lies. */
const builtFolder = (): string => join(app.getAppPath(), 'out')
