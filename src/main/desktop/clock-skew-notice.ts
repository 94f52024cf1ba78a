import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { formatDuration } from '#shared/format/duration.ts'

/** Less says nothing of a clock that is wrong, ms. */
const WORTH_SAYING = 30_000

/** Says once that this computer's clock is wrong, by what the servers say. For `createClient({ onServerDate })`. */
export function watchSkew(tell: (notice: AppError) => void): (host: string, skewMs: number) => void {
  let told = false
  return (host, skewMs) => {
    if (told || Math.abs(skewMs) <= WORTH_SAYING) return
    told = true
    const code = skewMs > 0 ? 'clock.behind' : 'clock.ahead'
    tell(appError(code, { by: formatDuration(Math.abs(skewMs)), host }))
  }
}
