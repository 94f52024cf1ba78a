import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StartedJob } from './ledger.ts'

/** The path that parts are uploaded to; the real service gives addresses of its storage. */
export const PUT_PATH = '/storage/'
/** Named in the answer to the start; every later call has to send it back. */
export const LOCATION_REGION = 'sandbox-1'
/** How many times 202 is answered before a completed upload is ready. */
const ANSWERS_WHILE_MERGING = 2

/** The fields of the request that starts an upload. */
export interface UploadStart {
  readonly filename: string
  readonly mimetype: string
  readonly size: number
}

/** The permission to upload one part: exactly these headers, this many bytes, this MD5. */
export interface PartGrant {
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
  readonly grants: Map<string, PartGrant>
  /** Set by the first complete call that names every part. */
  merge: Merge | null
  /** The jobs that its workflows started; null before that. */
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

/** The uploads under way, their parts as temporary files, and a record of each completed file. */
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
  grant(upload: Upload, part: number, size: number, md5: string, now: number): [PartGrant, string] {
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

  /** A path for the bytes of a part. */
  async createTemporaryPath(): Promise<string> {
    this.#folder ??= mkdtemp(join(tmpdir(), 'flowbench-sandbox-'))
    return join(await this.#folder, `part-${++this.#names}`)
  }

  /** Keeps a part; an earlier one with the same number is deleted. */
  async store({ upload, part }: PartGrant, stored: StoredPart): Promise<void> {
    const before = upload.parts.get(part)
    upload.parts.set(part, stored)
    if (before !== undefined) await rm(before.file, { force: true })
  }

  /** The completed file, or null while its parts are being merged: call again. */
  findMergedFile(upload: Upload, now: number, report: (file: UploadedFile) => void): UploadedFile | null {
    if (upload.merge === null) {
      const merge: Merge = { answersLeft: ANSWERS_WHILE_MERGING, file: null }
      upload.merge = merge
      void this.#merge(upload, merge, now, report)
    }
    return upload.merge.answersLeft-- > 0 ? null : upload.merge.file
  }

  findFile(handle: string): UploadedFile | null {
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
      const sha256 = await hashAndRemoveParts(upload)
      merge.file = { handle: newHandle(), filename, mimetype, size, sha256, completedAt: now }
    } catch {
      // The temporary files cannot be read: the next call is answered that parts are missing.
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

/** SHA-256 over the parts in their order. Deletes their files. */
async function hashAndRemoveParts(upload: Upload): Promise<string> {
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
