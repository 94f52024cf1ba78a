import { runWords as words } from '#shared/text/run.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** How long something takes: "0.9 s", "12 s", "3 min 20 s", "2 h 5 min". */
export function formatRoundedDuration(ms: number): string {
  if (ms < 9_950) return words.time.seconds((ms / SECOND_MS).toFixed(1).replace(/\.0$/, ''))
  const seconds = Math.round(ms / SECOND_MS)
  if (seconds < 60) return words.time.seconds(String(seconds))
  if (seconds < 3600)
    return joinUnits(Math.floor(seconds / 60), words.time.minutes, seconds % 60, words.time.seconds)
  const minutes = Math.round(seconds / 60)
  return joinUnits(Math.floor(minutes / 60), words.time.hours, minutes % 60, words.time.minutes)
}

/** The time left between two estimates, in the unit of the longer one: "40-50 s", "12-15 min", "2 h". */
export function formatTimeLeft([low, high]: readonly [number, number]): string {
  const [unit, say] =
    high < 90 * SECOND_MS
      ? ([SECOND_MS, words.time.seconds] as const)
      : high < 90 * MINUTE_MS
        ? ([MINUTE_MS, words.time.minutes] as const)
        : ([HOUR_MS, words.time.hours] as const)
  const from = Math.max(1, Math.round(low / unit))
  const to = Math.max(1, Math.round(high / unit))
  return say(from === to ? String(to) : `${from}-${to}`)
}

/** Jobs a second: one decimal under ten. */
export const formatRate = (perSecond: number): string =>
  perSecond < 9.95 ? perSecond.toFixed(1).replace(/\.0$/, '') : String(Math.round(perSecond))

function joinUnits(
  big: number,
  sayBig: (n: string) => string,
  small: number,
  saySmall: (n: string) => string,
): string {
  return small === 0 ? sayBig(String(big)) : `${sayBig(String(big))} ${saySmall(String(small))}`
}
