import { stat } from 'node:fs/promises'
import type { Worker } from 'node:worker_threads'

/** Longest time that a workbook is kept for somebody who looks at its columns, ms. Then it is read again. */
const KEPT_MS = 60_000

/** What changes when the file does. */
export interface FileVersion {
  readonly size: number
  readonly mtimeMs: number
}

export async function readFileVersion(path: string): Promise<FileVersion> {
  const { size, mtimeMs } = await stat(path)
  return { size, mtimeMs }
}

/** The thread of the workbook that was looked at last: it has read all of it, and waits to be asked for rows. */
export class KeptWorkbook {
  #release: (() => void) | null = null
  #take: ((path: string, version: FileVersion) => Worker | null) | null = null

  keep(worker: Worker, path: string, { size, mtimeMs }: FileVersion): void {
    this.#release?.()
    const forget = (): void => {
      clearTimeout(timer)
      worker.off('error', release)
      if (this.#release !== release) return
      this.#release = null
      this.#take = null
    }
    const release = (): void => {
      forget()
      void worker.terminate()
    }
    const timer = setTimeout(release, KEPT_MS)
    // A program that has nothing else to do ends.
    timer.unref()
    worker.unref()
    worker.once('error', release)
    this.#release = release
    this.#take = (asked, version) => {
      if (asked !== path || version.size !== size || version.mtimeMs !== mtimeMs) return null
      forget()
      worker.ref()
      return worker
    }
  }

  /** The thread, if it is of this file as it is now. It is the caller's then. */
  take(path: string, version: FileVersion): Worker | null {
    return this.#take?.(path, version) ?? null
  }
}
