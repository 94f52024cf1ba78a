const UNITS: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1000,
  mb: 1000 ** 2,
  gb: 1000 ** 3,
  tb: 1000 ** 4,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
  tib: 1024 ** 4,
}
const SIZE = /^(\d+(?:\.\d+)?)\s*([kmgt]?i?b)?$/

/** A size as written: `500kB`, `1.5MB`, `2GiB`, `1200`. Null when it is none. Whole bytes. */
export function parseSize(text: string): number | null {
  const [, amount, unit = 'b'] = SIZE.exec(text.toLowerCase()) ?? []
  const factor = UNITS[unit]
  if (amount === undefined || factor === undefined) return null
  const bytes = Math.round(Number(amount) * factor)
  return Number.isSafeInteger(bytes) ? bytes : null
}

/** The shortest way to write it that is exact. */
export function formatSize(bytes: number): string {
  const unit = ['tb', 'gb', 'mb', 'kb'].find((name) => bytes > 0 && bytes % (UNITS[name] ?? 1) === 0) ?? 'b'
  return `${bytes / (UNITS[unit] ?? 1)}${unit === 'b' ? 'b' : unit.replace('b', 'B')}`
}
