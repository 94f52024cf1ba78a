import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Credentials } from '#main/filestack/client.ts'
import { createTransport, type Transport } from '#main/filestack/http.ts'
import type { UploadClient } from '#main/filestack/upload/client.ts'
import { createTransfer } from '#main/filestack/upload/create-transfer.ts'
import { createUploadClient } from '#main/filestack/upload/create-upload-client.ts'
import { markOf } from '#main/filestack/upload/mark.ts'
import { createTransferRoom } from '#main/filestack/upload/room.ts'
import type {
  TransferFile,
  TransferKeeper,
  TransferOptions,
  TransferOutcome,
  TransferRoom,
  TransferState,
} from '#main/filestack/upload/transfer-api.ts'
import type { Clock } from '#main/filestack/upload/waiting.ts'
import { startSandbox, type Sandbox, type SandboxOptions } from '#sandbox/index.ts'
import { ok } from '#shared/model/result.ts'
import type { StoredPart, StoreOptions, UploadTicket } from '#shared/model/upload.ts'
import { fastClock } from './clocks.ts'

export const STORE: StoreOptions = { location: 's3', path: '', container: '', region: '', access: '' }
/** Bytes of a part in these tests: the sandbox takes them from here on. */
export const PART = 1000

export interface Bench {
  readonly sandbox: Sandbox
  readonly transport: Transport
  readonly client: UploadClient
  readonly credentials: Credentials
  readonly clock: Clock
  readonly room: TransferRoom
  readonly folder: string
}

/** A sandbox, a client, a folder: gone when the test ends. Time runs 200 times as fast for both. */
export async function uploadBench(
  options: SandboxOptions = {},
  parts = 3,
  clock: Clock = fastClock(200),
): Promise<Bench> {
  const sandbox = await startSandbox({
    security: 'required',
    minPart: PART,
    now: () => clock.now(),
    ...options,
  })
  const transport = createTransport()
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-upload-'))
  onTestFinished(async () => {
    await transport.close()
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const { url, apiKey, appSecret } = sandbox
  return {
    sandbox,
    transport,
    client: createUploadClient({ transport, clock }),
    credentials: {
      apiKey,
      hosts: { cdn: url, api: url, upload: url },
      sourceEncoding: 'percent',
      security: { kind: 'secret', appSecret },
    },
    clock,
    room: createTransferRoom({ clock, random: Math.random, parts: () => parts }),
    folder,
  }
}

/** Keeps in memory what a journal would keep on the disk. */
export class Kept implements TransferKeeper {
  ticketKept: UploadTicket | null = null
  readonly parts = new Map<number, StoredPart>()
  resets = 0

  ticket(ticket: UploadTicket): Promise<void> {
    this.ticketKept = ticket
    return Promise.resolve()
  }

  part(part: StoredPart): Promise<void> {
    this.parts.set(part.number, part)
    return Promise.resolve()
  }

  reset(): Promise<void> {
    this.ticketKept = null
    this.parts.clear()
    this.resets += 1
    return Promise.resolve()
  }

  state(partSize: number): TransferState {
    return { ticket: this.ticketKept, partSize, parts: [...this.parts.values()] }
  }
}

export function write(bench: Bench, name: string, bytes: Uint8Array | number): string {
  const path = join(bench.folder, name)
  writeFileSync(path, typeof bytes === 'number' ? randomBytes(bytes) : bytes)
  return path
}

/** A file as the scheduler would hand it over; throws when it has no mark. */
export async function fileAt(path: string, filename: string, state?: TransferState): Promise<TransferFile> {
  const mark = await markOf(path)
  if (!mark.ok) throw new Error(mark.error.message)
  return {
    path,
    filename,
    mimetype: 'image/png',
    size: mark.data.size,
    mark: mark.data,
    store: STORE,
    state: state ?? { ticket: null, partSize: PART, parts: [] },
  }
}

export async function send(
  bench: Bench,
  file: TransferFile,
  more: Partial<TransferOptions> = {},
): Promise<TransferOutcome> {
  const { client, clock, room, credentials } = bench
  return await createTransfer({ client, clock, random: Math.random })({
    credentials: () => Promise.resolve(ok(credentials)),
    file,
    keeper: new Kept(),
    room,
    onStored: () => {},
    signal: new AbortController().signal,
    ...more,
  })
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
