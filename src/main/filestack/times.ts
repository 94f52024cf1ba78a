/** RFC 3339 with any number of fraction digits (the service writes nanoseconds) as Unix ms; null when it is none. */
export function parseServerTime(value: unknown): number | null {
  if (typeof value !== 'string') return null
  const parts = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(\.\d+)?(Z|z|[+-]\d\d:\d\d)$/.exec(value)
  if (parts === null) return null
  const [, date = '', time = '', fraction = '', zone = ''] = parts
  const ms = Date.parse(`${date}T${time}${fraction.slice(0, 4)}${zone.toUpperCase()}`)
  return Number.isNaN(ms) ? null : ms
}

/** From one server time to another, ms; null when either is missing or they are out of order. */
export function measureDuration(created: number | null, updated: number | null): number | null {
  if (created === null || updated === null || updated < created) return null
  return updated - created
}
