import { join } from 'node:path'
import { startBuiltinSandbox, type BuiltinSandbox } from '#main/sandbox/builtin-sandbox.ts'
import { systemClock } from '#main/lib/system-clock.ts'
import { detectMimetype } from '#main/files/inspect/mimetype.ts'
import type { Credentials } from '#main/filestack/client.ts'
import { createBodyFileReader } from '#main/filestack/results/body-file-reader.ts'
import { createEngineServices } from '#main/jobs/create-engine-services.ts'
import type { Engine } from '#main/jobs/engine.ts'
import type { EnginePorts } from '#main/jobs/engine-ports.ts'
import type { Redactor } from '#main/redact/redactor.ts'
import { createIncomingBodies } from '#main/storage/incoming-bodies.ts'
import { createIdGenerator } from '#main/storage/ids.ts'
import type { JournalProgress, JournalReader } from '#main/storage/journal/journal.ts'
import { acquireLease } from '#main/storage/lease.ts'
import { openJournal } from '#main/storage/journal/open-journal.ts'
import { unsealSource } from '#main/storage/connections/sealed-source.ts'
import type { Sealing } from '#main/storage/connections/sealing.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { DEFAULT_LIMITS, DEFAULT_STORE } from '#shared/model/connection-facts.ts'
import { SANDBOX_ID } from '#shared/model/connection.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { RunLimits } from '#cli/command.ts'
import { readCertificateAuthorities } from '#main/filestack/certificates.ts'
import type { EnvironmentConnection } from './environment.ts'
import { createProxyLookup } from './proxy.ts'
import { deriveSealing } from './derive-sealing.ts'
import type { Threads } from './threads.ts'

/** Files and parts of files uploaded at once, as the app begins with. */
const UPLOAD_LIMITS = { files: 3, parts: 6 } as const
/** How long the end waits for answers under way, ms. */
const CLOSE_GRACE_MS = 30_000

export interface WorkspaceOptions {
  readonly folder: string
  readonly threads: Threads
  readonly env: NodeJS.ProcessEnv
  readonly redactor: Redactor
  /** Null: the built-in Sandbox. */
  readonly connection: EnvironmentConnection | null
  readonly limits: RunLimits
  /** Called while an older or damaged journal is made anew. */
  readonly onOpening: (progress: JournalProgress) => void
  readonly enginePorts: Pick<EnginePorts, 'onJob' | 'onRun' | 'onNotice' | 'onRateStatus' | 'onUploads'>
}

/** The engine over a data folder that is held, for the one connection of this process. */
export interface Workspace {
  readonly engine: Engine
  readonly reader: JournalReader
  readonly connectionId: string
  readonly credentials: Credentials
  readonly sealing: Sealing
  readonly notices: readonly AppError[]
  /** Sends nothing more, and waits for the answers under way. The journal can still be read. */
  settle(): Promise<void>
  /** Closes everything and releases the folder. */
  close(): Promise<void>
}

/** Takes the lease of the folder and opens its files. Errors: `journal.locked` and the others of the lease, `journal.readOnly`. */
export async function openWorkspace(options: WorkspaceOptions): Promise<Result<Workspace>> {
  const { folder, threads } = options
  const lease = acquireLease(folder, { kind: 'cli', pid: process.pid, since: Date.now() })
  if (!lease.ok) return lease
  const journal = await openJournal({ folder, spawn: threads, onProgress: options.onOpening })
  const sandbox =
    options.connection === null ? startBuiltinSandbox(threads.sandbox, join(folder, 'sandbox.ndjson')) : null
  const closeFolder = async (): Promise<void> => {
    await journal.close()
    await sandbox?.close()
    lease.data.release()
  }
  const access = journal.readOnly ? fail(appError('journal.readOnly')) : await openAccess(options, sandbox)
  if (!access.ok) {
    await closeFolder()
    return access
  }
  const { connectionId, credentials } = access.data
  const sealing = deriveSealing(sandbox === null ? credentials.security : { kind: 'none' })
  const { engine, transport } = createEngineServices({
    journal,
    network: { proxyFor: createProxyLookup(options.env), ca: readCertificateAuthorities() },
    redact: options.redactor.redactForeign,
    bodyFiles: { openSink: createIncomingBodies(folder), read: createBodyFileReader(threads.bodyFile) },
    ports: createPorts(options, access.data, sealing),
  })
  let settling: Promise<void> | null = null
  const settle = (): Promise<void> =>
    (settling ??= engine.close(CLOSE_GRACE_MS).then(() => transport.close()))
  return ok({
    engine,
    reader: journal.reader,
    connectionId,
    credentials,
    sealing,
    notices: journal.notices.map(({ error }) => error),
    settle,
    async close() {
      await settle()
      await closeFolder()
    },
  })
}

/** The ports of the engine: one connection, its limits from the arguments, everything else as the app begins with. */
function createPorts(
  { enginePorts, limits }: WorkspaceOptions,
  { connectionId, credentials }: Access,
  sealing: Sealing,
): EnginePorts {
  return {
    ...enginePorts,
    clock: systemClock,
    random: Math.random,
    newId: createIdGenerator(systemClock),
    credentials: async (id) => (id === connectionId ? ok(credentials) : fail(appError('connection.missing'))),
    unseal: (ciphertext) => unsealSource(ciphertext, sealing),
    limits: () => ({
      ...DEFAULT_LIMITS,
      concurrency: limits.concurrency ?? DEFAULT_LIMITS.concurrency,
      perSecond: limits.rate,
    }),
    uploadLimits: () => UPLOAD_LIMITS,
    detectMimetype,
    store: () => DEFAULT_STORE,
    keepOutputFiles: () => false,
  }
}

interface Access {
  readonly connectionId: string
  readonly credentials: Credentials
}

async function openAccess(
  { connection, redactor }: WorkspaceOptions,
  sandbox: BuiltinSandbox | null,
): Promise<Result<Access>> {
  if (connection !== null) return ok({ connectionId: connection.id, credentials: connection.credentials })
  const opened = await sandbox?.access
  if (opened === undefined) return fail(appError('connection.missing'))
  if (!opened.ok) return opened
  if (opened.data.security.kind === 'secret') redactor.learn(opened.data.security.appSecret)
  return ok({ connectionId: SANDBOX_ID, credentials: opened.data })
}
