import type { Upload } from '#shared/model/upload.ts'

const MOST = 1000

/** The files stored last by this process: a list that names one twice needs it only once. */
export class RecentUploads {
  readonly #uploads = new Map<string, Upload>()

  get(key: string): Upload | null {
    return this.#uploads.get(key) ?? null
  }

  add(key: string, upload: Upload): void {
    this.#uploads.delete(key)
    this.#uploads.set(key, upload)
    const [oldest] = this.#uploads.keys()
    if (this.#uploads.size > MOST && oldest !== undefined) this.#uploads.delete(oldest)
  }
}
