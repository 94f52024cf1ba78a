import { Lru } from '#main/lib/lru.ts'
import type { Upload } from '#shared/model/upload.ts'

const MAX_RECENT_UPLOADS = 1000

/** The files that this process stored last, so that a list that names a file twice uploads it once. */
export class RecentUploads {
  readonly #uploads = new Lru<string, Upload>(MAX_RECENT_UPLOADS)

  /** `key`: see `toUploadKey`. */
  get(key: string): Upload | null {
    return this.#uploads.get(key) ?? null
  }

  add(key: string, upload: Upload): void {
    this.#uploads.set(key, upload)
  }
}
