import { run as words } from '#shared/text/run.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** How long something takes: "0.9 s", "12 s", "3 min 20 s", "2 h 5 min". */
export function durationWords(ms: number): string {
  if (ms < 9_950) return words.time.seconds((ms / SECOND).toFixed(1).replace(/\.0$/, ''))
  const seconds = Math.round(ms / SECOND)
  if (seconds < 60) return words.time.seconds(String(seconds))
  if (seconds < 3600)
    return joined(Math.floor(seconds / 60), words.time.minutes, seconds % 60, words.time.seconds)
  const minutes = Math.round(seconds / 60)
  return joined(Math.floor(minutes / 60), words.time.hours, minutes % 60, words.time.minutes)
}

/** Time left between two guesses, in the unit of the longer one: "40-50 s", "12-15 min", "2 h". */
export function leftWords([low, high]: readonly [number, number]): string {
  const [unit, say] =
    high < 90 * SECOND
      ? ([SECOND, words.time.seconds] as const)
      : high < 90 * MINUTE
        ? ([MINUTE, words.time.minutes] as const)
        : ([HOUR, words.time.hours] as const)
  const from = Math.max(1, Math.round(low / unit))
  const to = Math.max(1, Math.round(high / unit))
  return say(from === to ? String(to) : `${from}-${to}`)
}

/** Jobs a second: one decimal under ten. */
export const rateWords = (perSecond: number): string =>
  perSecond < 9.95 ? perSecond.toFixed(1).replace(/\.0$/, '') : String(Math.round(perSecond))

function joined(
  big: number,
  sayBig: (n: string) => string,
  small: number,
  saySmall: (n: string) => string,
): string {
  return small === 0 ? sayBig(String(big)) : `${sayBig(String(big))} ${saySmall(String(small))}`
}
