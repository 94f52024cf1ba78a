import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Credentials } from '#main/filestack/client.ts'
import { createTransport } from '#main/filestack/http.ts'
import type { UploadClient } from '#main/filestack/upload/client.ts'
import { createTransfer } from '#main/filestack/upload/create-transfer.ts'
import { createUploadClient } from '#main/filestack/upload/create-upload-client.ts'
import { fingerprintFile } from '#main/filestack/upload/file-fingerprint.ts'
import { createUploadSlots } from '#main/filestack/upload/upload-slots.ts'
import type {
  TransferFile,
  TransferJournal,
  TransferOptions,
  TransferOutcome,
  UploadSlots,
  TransferState,
} from '#main/filestack/upload/transfer-api.ts'
import type { Clock } from '#main/lib/clock.ts'
import { startSandbox, type Sandbox, type SandboxOptions } from '#sandbox/index.ts'
import { ok } from '#shared/model/result.ts'
import type { StoredPart, StoreOptions, UploadTicket } from '#shared/model/upload.ts'
import { fastClock } from './fast-clock.ts'

export const STORE: StoreOptions = { location: 's3', path: '', container: '', region: '', access: '' }
/** Bytes of a part in these tests: the sandbox takes them from here on. */
export const PART_BYTES = 1000

export interface UploadHarness {
  readonly sandbox: Sandbox
  readonly client: UploadClient
  readonly credentials: Credentials
  readonly clock: Clock
  readonly slots: UploadSlots
  readonly folder: string
}

export interface OpenUploadHarness extends UploadHarness {
  close(): Promise<void>
}

/** An upload harness that ends with the test. */
export async function createUploadHarness(
  ...asked: Parameters<typeof openUploadHarness>
): Promise<UploadHarness> {
  const bench = await openUploadHarness(...asked)
  onTestFinished(() => bench.close())
  return bench
}

/** A sandbox, a client, a folder. By default, time runs 100 times as fast for all of them. */
export async function openUploadHarness(
  options: SandboxOptions = {},
  parts = 3,
  clock: Clock = fastClock(100),
): Promise<OpenUploadHarness> {
  const sandbox = await startSandbox({
    security: 'required',
    minPartBytes: PART_BYTES,
    now: () => clock.now(),
    ...options,
  })
  const transport = createTransport()
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-upload-'))
  const { url, apiKey, appSecret } = sandbox
  return {
    sandbox,
    client: createUploadClient({ transport, clock }),
    credentials: {
      apiKey,
      hosts: { cdn: url, api: url, upload: url },
      sourceEncoding: 'percent',
      security: { kind: 'secret', appSecret },
    },
    clock,
    slots: createUploadSlots({ clock, random: Math.random, parts: () => parts }),
    folder,
    async close() {
      await transport.close()
      await sandbox.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Keeps in memory what a journal would keep on the disk. */
export class MemoryTransferJournal implements TransferJournal {
  savedTicket: UploadTicket | null = null
  readonly parts = new Map<number, StoredPart>()
  resets = 0

  saveTicket(ticket: UploadTicket): Promise<void> {
    this.savedTicket = ticket
    return Promise.resolve()
  }

  savePart(part: StoredPart): Promise<void> {
    this.parts.set(part.number, part)
    return Promise.resolve()
  }

  reset(): Promise<void> {
    this.savedTicket = null
    this.parts.clear()
    this.resets += 1
    return Promise.resolve()
  }

  state(partSize: number): TransferState {
    return { ticket: this.savedTicket, partSize, parts: [...this.parts.values()] }
  }
}

export function writeTestFile(bench: UploadHarness, name: string, bytes: Uint8Array | number): string {
  const path = join(bench.folder, name)
  writeFileSync(path, typeof bytes === 'number' ? randomBytes(bytes) : bytes)
  // Written long ago: a change in the same tick of the file system's clock would leave its time as it is.
  utimesSync(path, 1_790_000_000, 1_790_000_000)
  return path
}

/** A file as the scheduler would hand it over; throws when it has no mark. */
export async function toTransferFile(
  path: string,
  filename: string,
  state?: TransferState,
): Promise<TransferFile> {
  const mark = await fingerprintFile(path)
  if (!mark.ok) throw new Error(mark.error.message)
  return {
    path,
    filename,
    mimetype: 'image/png',
    size: mark.data.size,
    fingerprint: mark.data,
    store: STORE,
    state: state ?? { ticket: null, partSize: PART_BYTES, parts: [] },
  }
}

export async function transferTestFile(
  bench: UploadHarness,
  file: TransferFile,
  more: Partial<TransferOptions> = {},
): Promise<TransferOutcome> {
  const { client, clock, slots, credentials } = bench
  return await createTransfer({ client, clock, random: Math.random })({
    credentials: () => Promise.resolve(ok(credentials)),
    file,
    journal: new MemoryTransferJournal(),
    slots,
    onStored: () => {},
    signal: new AbortController().signal,
    ...more,
  })
}

/** The requests that stand in the ledger, as `endpoint` and status; `+` for one that was carried out. */
export function listRequests({ sandbox }: UploadHarness): readonly string[] {
  return sandbox.ledger
    .requests('upload')
    .map(({ endpoint, accepted }) => `${endpoint.replace('upload-', '')}${accepted ? '+' : ''}`)
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
