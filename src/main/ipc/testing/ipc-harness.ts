import { randomUUID } from 'node:crypto'
import '#main/storage/testing/electron-path.ts'
import { detectMimetype } from '#main/files/inspect/mimetype.ts'
import type { Credentials } from '#main/filestack/client.ts'
import { createKeptResults } from '#main/ipc/kept-results/kept-results.ts'
import { createDispatch } from '#main/ipc/dispatch.ts'
import { createDroppedFilesTaker } from '#main/ipc/dropped-files.ts'
import { createHandlers } from '#main/ipc/handlers/index.ts'
import { unsealSource } from '#main/storage/connections/sealed-source.ts'
import { createOutputFileFinder } from '#main/ipc/streams/output-file.ts'
import { createOutputFileSaver } from '#main/ipc/streams/save-output-file.ts'
import { createBodyFileReader } from '#main/filestack/results/body-file-reader.ts'
import { createEngineServices } from '#main/jobs/create-engine-services.ts'
import { QUIET_PORTS } from '#main/jobs/testing/ports.ts'
import { systemClock } from '#main/lib/system-clock.ts'
import { createLocalFiles } from '#main/files/local-files.ts'
import { createRedactor } from '#main/redact/redactor.ts'
import { openConnections } from '#main/storage/connections/connections.ts'
import { followJournal } from '#main/storage/facts/follow-journal.ts'
import { createIncomingBodies } from '#main/storage/incoming-bodies.ts'
import { createIdGenerator } from '#main/storage/ids.ts'
import { toOutputFilePath } from '#main/storage/output-files.ts'
import { openKeptDraft } from '#main/storage/settings/draft.ts'
import { openSettings } from '#main/storage/settings/settings.ts'
import { openTestJournal, createScratchFolder } from '#main/storage/testing/journals.ts'
import { createTestKeyring } from '#main/storage/testing/keyrings.ts'
import { openWorkflows } from '#main/storage/settings/workflows.ts'
import { startSandbox } from '#sandbox/index.ts'
import type { Events, RouteInput, RouteName, RouteOutput } from '#shared/ipc/contract.ts'
import type { FoundFile } from '#shared/model/found-file.ts'
import { pack } from '#shared/ipc/packed.ts'
import type { SourceInput } from '#shared/model/source-input.ts'
import { SANDBOX_ID } from '#shared/model/connection.ts'
import type { Job } from '#shared/model/job.ts'
import { toRecognitionContext } from '#main/planning/build-jobs.ts'
import { ok, type Result } from '#shared/model/result.ts'
import { spawnBodyFileWorker, spawnFactsWorker, spawnResultWorker } from './result-worker.ts'
import { listeningPage } from './page.ts'

type OnFinished = (clean: () => Promise<void> | void) => void

/** What a page sends; a command without an id gets one. */
type TestInput<K extends RouteName> =
  RouteInput<K> extends { commandId: string }
    ? Omit<RouteInput<K>, 'commandId'> & { commandId?: string }
    : RouteInput<K>

/** Everything of main below Electron, put together as boot does, in a folder of its own with a quick Sandbox. */
export async function startHarness(onFinished: OnFinished) {
  const folder = createScratchFolder(onFinished)
  const journal = await openTestJournal(folder, onFinished, Date.now())
  const keyring = await createTestKeyring()
  const redactor = createRedactor()
  const connections = await openConnections({
    folder,
    keyring,
    secretWords: redactor,
    onChange: () => undefined,
  })
  const workflows = openWorkflows(folder, [])
  const sandbox = await startSandbox({ security: 'required', lengthFactor: 0.01 })
  onFinished(() => sandbox.close())
  const access: Credentials = {
    apiKey: sandbox.apiKey,
    hosts: { cdn: sandbox.url, api: sandbox.url, upload: sandbox.url },
    sourceEncoding: 'percent',
    security: { kind: 'secret', appSecret: sandbox.appSecret },
  }
  connections.setSandbox(ok(access))

  const watchers = new Set<() => void>()
  const tell = (): void => watchers.forEach((watcher) => watcher())
  const { events, heard } = listeningPage({ clock: systemClock, redact: redactor.redact })
  const facts = followJournal({
    folder,
    spawn: spawnFactsWorker,
    clock: systemClock,
    onProgress: events.facts,
    onFailure: (error) => bugs.push(error),
    onBug: (cause) => bugs.push(cause),
  })
  onFinished(() => facts.close())
  const { engine, client, transport, download } = createEngineServices({
    journal,
    redact: redactor.redact,
    bodyFiles: { openSink: createIncomingBodies(folder), read: createBodyFileReader(spawnBodyFileWorker) },
    ports: {
      ...QUIET_PORTS,
      detectMimetype,
      clock: systemClock,
      random: Math.random,
      newId: createIdGenerator(systemClock),
      credentials: connections.open,
      unseal: (ciphertext) => unsealSource(ciphertext, keyring),
      onJob: () => {
        tell()
        facts.follow()
      },
      onManyJobs: () => {
        tell()
        facts.follow()
      },
    },
  })
  onFinished(() => transport.close())
  onFinished(() => engine.close(1000))
  await engine.start('auto')

  const { reader } = journal
  const clipboard: string[] = []
  /** Pasted paths that the person was asked about: says no to the first, yes to the others. */
  const confirmed: string[] = []
  const bugs: unknown[] = []
  let resultThreads = 0
  const keptResults = createKeptResults(reader, () => {
    resultThreads += 1
    return spawnResultWorker()
  })
  const saving = { path: null as string | null, suggested: '' }
  const find = createOutputFileFinder({
    reader,
    keptResults,
    connections,
    now: Date.now,
    keptPath: (...args) => toOutputFilePath(folder, ...args),
  })
  const askWhere = async (name: string): Promise<string | null> => {
    saving.suggested = name
    return saving.path
  }
  const localFiles = createLocalFiles({
    folder,
    onFound: events.filesFound,
    recognitionContext: () => toRecognitionContext(connections.list().list),
    onBug: (_message, cause) => bugs.push(cause),
  })
  localFiles.onPageUp()
  const handlers = createHandlers({
    info: () => Promise.reject(new Error('not asked for here')),
    onPageUp: () => undefined,
    settings: openSettings(folder),
    draft: openKeptDraft(folder),
    applyTheme: () => undefined,
    events: { settings: () => undefined, listRows: events.listRows },
    redact: redactor.redact,
    writeClipboard: async (text) => void clipboard.push(text),
    keptResults,
    secretClipboard: { copy: async (secret) => void clipboard.push(secret) },
    openExternal: async () => true,
    showLog: () => undefined,
    connections,
    workflows,
    client,
    facts,
    reader,
    now: Date.now,
    engine,
    keyring,
    saveFile: createOutputFileSaver({ find, download, askWhere }),
    askWhere,
    ...localFiles.services,
    askForFiles: async () => [],
    confirmFile: async (path) => {
      confirmed.push(path)
      return confirmed.length > 1
    },
  })
  const dispatch = createDispatch(handlers, {
    redact: redactor.redact,
    onBug: (_route, cause) => bugs.push(cause),
  })
  const ask = async <K extends RouteName>(route: K, input: TestInput<K>): Promise<Result<RouteOutput<K>>> => {
    const isObject = typeof input === 'object' && input !== null
    const answer = await dispatch(route, isObject ? { commandId: randomUUID(), ...input } : input)
    if (bugs.length > 0) throw bugs[0]
    return answer as Result<RouteOutput<K>>
  }
  const must = async <K extends RouteName>(route: K, input: TestInput<K>): Promise<RouteOutput<K>> => {
    const answer = await ask(route, input)
    if (!answer.ok) throw new Error(answer.error.message)
    return answer.data
  }
  /** Adds paths, as a drop does; resolves with the files once the walk has ended. */
  const collect = async (...paths: readonly string[]): Promise<readonly FoundFile[]> => {
    const started = createDroppedFilesTaker(localFiles.services.walks)(paths)
    if (!started.ok) throw new Error(started.error.message)
    const { walkId } = started.data
    const ofWalk = (payloads: readonly Events['files.found'][]) =>
      payloads.filter((payload) => payload.walkId === walkId)
    const messages = await heard('files.found', (payloads) => ofWalk(payloads).some(({ done }) => done))
    return ofWalk(messages).flatMap(({ files }) => files)
  }
  /** Resolves with the jobs of a run in their order, once all have ended. */
  const ended = (runId: string): Promise<readonly Job[]> =>
    new Promise((resolve, reject) => {
      const look = async (): Promise<void> => {
        const { jobs } = await must('jobs.page', { filter: { runId }, before: null, limit: 500 })
        if (jobs.some(({ endedAt }) => endedAt === null)) return
        watchers.delete(watcher)
        resolve(jobs.toSorted((a, b) => a.position - b.position))
      }
      const watcher = (): void => void look().catch(reject)
      watchers.add(watcher)
      watcher()
    })
  /** Runs a workflow on the Sandbox to its end. */
  const run = async (workflowId: string, sources: readonly SourceInput[]) => {
    const { id } = await must('runs.create', { connectionId: SANDBOX_ID, workflowId, sources: pack(sources) })
    return ended(id)
  }
  return {
    folder,
    journal,
    keyring,
    connections,
    sandbox,
    clipboard,
    confirmed,
    /** Threads started so far to read results. */
    resultThreads: () => resultThreads,
    saving,
    find,
    download,
    ask,
    must,
    run,
    ended,
    heard,
    collect,
    localFiles,
  }
}
