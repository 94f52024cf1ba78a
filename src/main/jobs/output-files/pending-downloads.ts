import TinyQueue from 'tinyqueue'

/** A finished job whose output files are still to be fetched, before the service deletes them at `deadline` (Unix ms). */
export interface PendingDownload {
  readonly id: string
  readonly connectionId: string
  readonly deadline: number
  failures: number
}

/** How much the newest duration counts for what is usual. */
const NEWEST_SHARE = 0.2

/**
 * The jobs whose files wait, in the order in which most of them are saved: the nearest deadline that can still be met first.
 * What can hardly be met any more waits until nothing else does.
 */
export class PendingDownloads {
  readonly #byDeadline = new TinyQueue<PendingDownload>([], (a, b) => a.deadline - b.deadline)
  readonly #late = new TinyQueue<PendingDownload>([], (a, b) => b.deadline - a.deadline)
  #usualMs = 0

  add(download: PendingDownload): void {
    this.#byDeadline.push(download)
  }

  /** The files of a job took so long, ms: a deadline that is nearer can hardly be met. */
  noteDuration(ms: number): void {
    this.#usualMs += (ms - this.#usualMs) * (this.#usualMs === 0 ? 1 : NEWEST_SHARE)
  }

  /** The job whose files are fetched next; undefined while none waits. What the service has deleted by now is dropped. */
  next(now: number): PendingDownload | undefined {
    for (let download = this.#byDeadline.pop(); download !== undefined; download = this.#byDeadline.pop()) {
      if (download.deadline - now >= Math.max(1, this.#usualMs)) return download
      this.#late.push(download)
    }
    const download = this.#late.pop()
    return download !== undefined && download.deadline > now ? download : undefined
  }
}
