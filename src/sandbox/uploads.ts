import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StartedJob } from './ledger.ts'

/** Where parts are put; the real service hands out addresses of its storage. */
export const PUT_PATH = '/storage/'
/** What the start answer names; every later call has to send it back. */
export const LOCATION_REGION = 'sandbox-1'
/** Answers of 202 before a whole upload is told to be done. */
const MERGING_ANSWERS = 2

/** What an upload is started with. */
export interface UploadStart {
  readonly filename: string
  readonly mimetype: string
  readonly size: number
}

/** The leave to put one part: exactly these headers, this many bytes, this MD5. */
export interface Grant {
  readonly upload: Upload
  readonly part: number
  readonly size: number
  readonly md5: string
  readonly headers: Readonly<Record<string, string>>
}

export interface StoredPart {
  readonly size: number
  /** In quotes, as the storage writes it. */
  readonly etag: string
  readonly file: string
}

export interface Upload extends UploadStart {
  readonly uploadId: string
  readonly uri: string
  readonly parts: Map<number, StoredPart>
  readonly grants: Map<string, Grant>
  /** Set by the first complete call that names every part. */
  merge: Merge | null
  /** The jobs its workflows started, once they did. */
  jobs: readonly StartedJob[] | null
}

interface Merge {
  answersLeft: number
  file: UploadedFile | null
}

export interface UploadedFile extends UploadStart {
  readonly handle: string
  /** Lowercase hex, over the whole file. */
  readonly sha256: string
  /** Unix ms. */
  readonly completedAt: number
}

/** The uploads under way, their parts as temporary files, and what is known of the files that came whole. */
export class Uploads {
  readonly #uploads = new Map<string, Upload>()
  readonly #files = new Map<string, UploadedFile>()
  #folder: Promise<string> | null = null
  #names = 0

  start(start: UploadStart): Upload {
    const uploadId = randomBytes(24).toString('base64url')
    const uri = `${PUT_PATH}${randomUUID()}`
    const upload = { ...start, uploadId, uri, parts: new Map(), grants: new Map(), merge: null, jobs: null }
    this.#uploads.set(uploadId, upload)
    return upload
  }

  find(uploadId: string | null): Upload | null {
    return this.#uploads.get(uploadId ?? '') ?? null
  }

  /** Signs one PUT; the last value of the result is the signature that its address carries. */
  grant(upload: Upload, part: number, size: number, md5: string, now: number): [Grant, string] {
    const signature = randomBytes(32).toString('hex')
    const date = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')
    const scope = `SANDBOX/${date.slice(0, 8)}/us-east-1/s3/aws4_request`
    const headers = {
      Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=content-length;content-md5;host;x-amz-date, Signature=${signature}`,
      'Content-MD5': md5,
      'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
      'x-amz-date': date,
    }
    const grant = { upload, part, size, md5, headers }
    upload.grants.set(signature, grant)
    return [grant, signature]
  }

  /** A file name for bytes that are about to come. */
  async temporary(): Promise<string> {
    this.#folder ??= mkdtemp(join(tmpdir(), 'flowbench-sandbox-'))
    return join(await this.#folder, `part-${++this.#names}`)
  }

  /** Keeps a part; one that was there before under its number is dropped. */
  async store({ upload, part }: Grant, stored: StoredPart): Promise<void> {
    const before = upload.parts.get(part)
    upload.parts.set(part, stored)
    if (before !== undefined) await rm(before.file, { force: true })
  }

  /** The whole file, or null while its parts are still being merged: ask again. */
  merged(upload: Upload, now: number, report: (file: UploadedFile) => void): UploadedFile | null {
    if (upload.merge === null) {
      const merge: Merge = { answersLeft: MERGING_ANSWERS, file: null }
      upload.merge = merge
      void this.#merge(upload, merge, now, report)
    }
    return upload.merge.answersLeft-- > 0 ? null : upload.merge.file
  }

  fileOf(handle: string): UploadedFile | null {
    return this.#files.get(handle) ?? null
  }

  async #merge(
    upload: Upload,
    merge: Merge,
    now: number,
    report: (file: UploadedFile) => void,
  ): Promise<void> {
    const { filename, mimetype, size } = upload
    try {
      const sha256 = await hashAndDrop(upload)
      merge.file = { handle: newHandle(), filename, mimetype, size, sha256, completedAt: now }
    } catch {
      // The temporary files cannot be read: the next call finds parts missing, and is told so.
      upload.parts.clear()
      upload.merge = null
      return
    }
    this.#files.set(merge.file.handle, merge.file)
    report(merge.file)
  }

  async close(): Promise<void> {
    if (this.#folder !== null) await rm(await this.#folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** SHA-256 over the parts in order. Their files are dropped: only what they were stays known. */
async function hashAndDrop(upload: Upload): Promise<string> {
  const hash = createHash('sha256')
  const parts = [...upload.parts].toSorted(([a], [b]) => a - b)
  for (const [, { file }] of parts) {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer)
    await rm(file, { force: true })
  }
  return hash.digest('hex')
}

/** 20 characters with both cases and a digit, as the service gives them. */
function newHandle(): string {
  const letters = randomBytes(32).toString('base64').replace(/[+/=]/g, '').slice(0, 17)
  return `S${letters}x7`
}
