import type { RateGauge } from '#renderer/stores/rate/index.ts'
import type { Speed } from '#renderer/stores/runs/index.ts'
import { createDates } from '#shared/format/dates.ts'
import { assertNever } from '#shared/model/assert.ts'
import { batchWords as words } from '#shared/text/batch.ts'
import { formatTimeLeft, formatRate } from '#renderer/features/run/format-time.ts'

const dates = createDates()

/** "41/s · 12-15 min left". */
export function formatSpeed({ perSecond, leftMs }: Speed): string {
  const rate = words.rate(formatRate(perSecond))
  return leftMs === null ? rate : `${rate} · ${words.left(formatTimeLeft(leftMs))}`
}

/** "limited until 14:03:20". */
export function formatGauge(gauge: RateGauge, clock: (ms: number) => string = dates.clock): string {
  switch (gauge.kind) {
    case 'limited':
      return words.limited(clock(gauge.until))
    case 'offline':
      return words.offline(clock(gauge.until))
    case 'atLimit':
      return words.atLimit
    default:
      return assertNever(gauge)
  }
}

/** Status requests for each finished job: "2.1"; null while none has finished. */
export const formatRequestsPerJob = (polls: number, finished: number): string | null =>
  finished === 0 ? null : (polls / finished).toFixed(1).replace(/\.0$/, '')
