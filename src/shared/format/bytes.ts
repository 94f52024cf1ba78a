const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Bytes in units of 1,000 with two or three figures: "999 B", "1.4 MB", "24 MB". */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  // 999.5 would be written as 1000: it belongs to the next unit.
  while (value >= (unit === 0 ? 1000 : 999.5) && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  const number = unit === 0 || value >= 9.95 ? Math.round(value).toLocaleString('en') : value.toFixed(1)
  return `${number} ${UNITS[unit] ?? ''}`
}
