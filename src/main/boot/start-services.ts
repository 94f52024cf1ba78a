import { join } from 'node:path'
import { createBackups } from '#main/backup/backups.ts'
import { Activity } from '#main/desktop/activity.ts'
import { createSkewNotice } from '#main/desktop/clock-skew-notice.ts'
import { createProgressAndNotifications } from '#main/desktop/progress-and-notifications.ts'
import { detectMimetype } from '#main/files/inspect/mimetype.ts'
import { readCertificateAuthorities } from '#main/filestack/certificates.ts'
import { createBodyFileReader } from '#main/filestack/results/body-file-reader.ts'
import { createEngineServices } from '#main/jobs/create-engine-services.ts'
import type { Engine } from '#main/jobs/engine.ts'
import { systemClock } from '#main/lib/system-clock.ts'
import { startBuiltinSandbox } from '#main/sandbox/builtin-sandbox.ts'
import { keepAwake } from '#main/shell/process/power.ts'
import { proxyFor } from '#main/shell/process/system-proxy.ts'
import { showNotification } from '#main/shell/window/notification.ts'
import { showWindow } from '#main/shell/window/window.ts'
import { resealSources } from '#main/storage/connections/reseal-sources.ts'
import { unsealSource } from '#main/storage/connections/sealed-source.ts'
import { followJournal, type JournalFollowing } from '#main/storage/facts/follow-journal.ts'
import { createIncomingBodies } from '#main/storage/incoming-bodies.ts'
import { createIdGenerator } from '#main/storage/ids.ts'
import { writeOutputFile } from '#main/storage/output-files.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { shellWords } from '#shared/text/shell.ts'
import { DEFAULT_LIMITS, DEFAULT_STORE } from '#shared/model/connection-facts.ts'
import {
  spawnBackupWorker,
  spawnBodyFileWorker,
  spawnFactsWorker,
  spawnSandboxWorker,
} from '#main/workers.ts'
import { startRetentionPasses } from '#main/retention/retention-passes.ts'
import { Retention } from '#main/retention/retention.ts'
import { findIncomplete, listQueryNames } from '#main/ipc/job-queries.ts'
import type { BootContext } from './boot-context.ts'
import type { DataFolder } from './open-data-folder.ts'

/** What quitting would interrupt. */
type UnkeptWork = Parameters<typeof shellWords.quitDialog.activeJobs>[0]

/** Most open runs whose jobs are counted at the start. */
const MAX_OPEN_RUNS = 10_000

/** Starts the Sandbox and the engine, and shows on the desktop what the engine does. */
export function startServices(context: BootContext, data: DataFolder) {
  const { folder, redactor, events, log } = context
  const { journal, keyring, connections, settings } = data
  const sandbox = startBuiltinSandbox(spawnSandboxWorker, join(folder, 'sandbox.ndjson'))
  void sandbox.access.then(connections.setSandbox)
  const activity = new Activity(keepAwake)
  const showOnDesktop = createDesktopProgress(context)
  const facts = followJournal({
    folder,
    spawn: spawnFactsWorker,
    clock: systemClock,
    onProgress: events.facts,
    onFailure: events.notice,
    onBug: (cause) => log.error('Results could not be read into facts', cause),
  })
  const { engine, client, transport, download } = createEngineServices({
    journal,
    network: { proxyFor, ca: readCertificateAuthorities() },
    redact: redactor.redactForeign,
    onServerDate: createSkewNotice(events.notice),
    bodyFiles: { openSink: createIncomingBodies(folder), read: createBodyFileReader(spawnBodyFileWorker) },
    ports: {
      clock: systemClock,
      random: Math.random,
      newId: createIdGenerator(systemClock),
      credentials: connections.open,
      unseal: (ciphertext) => unsealSource(ciphertext, keyring),
      limits: (id) => connections.find(id)?.limits ?? DEFAULT_LIMITS,
      uploadLimits: () => ({ files: settings.get().uploadFiles, parts: settings.get().uploadParts }),
      detectMimetype,
      store: (id) => connections.find(id)?.store ?? DEFAULT_STORE,
      keepOutputFiles: () => settings.get().keepOutputFiles,
      onRateStatus: events.rateStatus,
      onUploads: events.uploads,
      onJob: (job) => {
        events.job(job)
        if (job.body !== null) facts.follow()
      },
      onManyJobs: () => {
        events.manyJobs()
        facts.follow()
      },
      onRun: (run) => {
        events.run(run)
        activity.update(run)
        showOnDesktop(run)
      },
      onNotice: events.notice,
    },
    writeOutputFile: (...args) => writeOutputFile(folder, ...args),
  })
  const resumed = resumeRuns(context, data, engine)
  void resumed
    .then(() => countOpenRuns(data, activity))
    .catch((cause: unknown) => log.error('Open runs could not be counted', cause))
  // The results of earlier versions, or of the command line, are read after what waits was taken up.
  void resumed.then(() => facts.follow())
  // After what waits was taken up: nothing of it needs the new ciphertexts.
  void resumed
    .then(() => resealSources(journal, keyring))
    .catch((cause: unknown) => log.error('Links of the history could not be encrypted anew', cause))
  const backups = createBackups(folder, spawnBackupWorker, events.backup)
  const retention = createRetention(data, engine, facts)
  // After what waits was taken up, and its counts are there.
  const endPasses = resumed.then(() =>
    startRetentionPasses({
      retention,
      rule: () => settings.get().retention,
      clock: systemClock,
      onNotice: events.notice,
      onBug: (cause) => log.error('Old jobs could not be deleted', cause),
    }),
  )
  const findUnkept = async (): Promise<UnkeptWork> => {
    // What cannot be read is no reason not to ask.
    const results = await journal.reader.unkeptResults(Date.now()).catch(() => null)
    const files = engine.unkeptFiles()
    return { ...activity.counts, resultsUntil: results?.forgottenAt ?? null, files }
  }
  return {
    findUnkept,
    retention,
    endPasses,
    backups,
    sandbox,
    engine,
    facts,
    client,
    transport,
    download,
    activity,
    resumed,
  }
}

const createRetention = (
  { connections, workflows, viewReader }: DataFolder,
  engine: Engine,
  facts: JournalFollowing,
): Retention =>
  new Retention({
    reader: viewReader,
    deleteJobs: (...args) => engine.deleteJobs(...args),
    names: () => listQueryNames({ connections, workflows }),
    findIncomplete: (query) => findIncomplete(query, facts),
  })

/** The engine and what it works with, started. */
export type StartedServices = ReturnType<typeof startServices>

/** Resumes the runs of last time, as the setting says. Resolves to null when that failed. */
const resumeRuns = ({ log, events }: BootContext, { settings }: DataFolder, engine: Engine) =>
  engine.start(settings.get().resumeWaiting).catch((cause: unknown) => {
    log.error('The runs of last time could not be resumed', cause)
    events.notice(appError('app.unexpected'))
    return null
  })

/** Counts the open runs at the start. No event has come for them yet, but their jobs are activity as well. */
async function countOpenRuns({ journal }: DataFolder, activity: Activity): Promise<void> {
  const runs = await journal.reader.runs({ states: ['running', 'paused', 'stopping'] }, MAX_OPEN_RUNS)
  for (const run of runs) activity.update(run)
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
