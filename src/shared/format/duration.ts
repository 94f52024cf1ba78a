const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A length of time in ms: "0.92 s", "41.3 s", "7 min 27 s", "5 h 12 min", "31 h", "4 days". */
export function formatDuration(ms: number): string {
  const length = Math.max(0, ms)
  if (length < 9_995) return `${(length / SECOND).toFixed(2)} s`
  if (length < 59_950) return `${(length / SECOND).toFixed(1)} s`
  if (length < HOUR - SECOND / 2) return two(Math.round(length / SECOND), 60, 'min', 's')
  if (length < 10 * HOUR - MINUTE / 2) return two(Math.round(length / MINUTE), 60, 'h', 'min')
  if (length < 72 * HOUR - HOUR / 2) return `${Math.round(length / HOUR)} h`
  return `${Math.round(length / DAY).toLocaleString('en')} days`
}

/** A place in a video, in ms: "02:21", "1:02:21". */
export function formatOffset(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / SECOND)
  const pad = (value: number): string => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const short = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
  return hours === 0 ? short : `${hours}:${short}`
}

function two(total: number, base: number, large: string, small: string): string {
  const rest = total % base
  const whole = `${Math.floor(total / base)} ${large}`
  return rest === 0 ? whole : `${whole} ${rest} ${small}`
}
