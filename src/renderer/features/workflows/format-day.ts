const DAY_MS = 86_400_000

/** A time, as short as it can be understood: "14:03" today, "Mon 14:03" within a week, else "12 Mar 2026". */
export function formatDay(at: number, now: number): string {
  const date = new Date(at)
  const time = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  if (date.toDateString() === new Date(now).toDateString()) return time
  if (now - at < 6 * DAY_MS && now >= at)
    return `${date.toLocaleDateString('en-GB', { weekday: 'short' })} ${time}`
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
}
