import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { formatDuration } from '#shared/format/duration.ts'

/** A smaller difference may come from the network: it does not mean that a clock is wrong. */
const MIN_SKEW_MS = 30_000

/** Notifies once when the clock of this computer differs from that of the servers. For `createClient({ onServerDate })`. */
export function createSkewNotice(notify: (notice: AppError) => void): (host: string, skewMs: number) => void {
  let isNotified = false
  return (host, skewMs) => {
    if (isNotified || Math.abs(skewMs) <= MIN_SKEW_MS) return
    isNotified = true
    const code = skewMs > 0 ? 'clock.behind' : 'clock.ahead'
    notify(appError(code, { by: formatDuration(Math.abs(skewMs)), host }))
  }
}
