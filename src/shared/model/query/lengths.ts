const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const WHOLE = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g

/** A length as written: `2s`, `1.5m`, `1h30m`, `200ms`. Null when it is none. Whole ms. */
export function parseLength(text: string): number | null {
  const words = text.toLowerCase()
  if (!WHOLE.test(words)) return null
  let ms = 0
  for (const [, amount, unit = ''] of words.matchAll(PART)) ms += Number(amount) * (UNITS[unit] ?? 0)
  return Number.isSafeInteger(Math.round(ms)) ? Math.round(ms) : null
}

/** The shortest way to write it that is exact. */
export function formatLength(ms: number): string {
  const unit = ['h', 'm', 's'].find((name) => ms > 0 && ms % (UNITS[name] ?? 1) === 0) ?? 'ms'
  return `${ms / (UNITS[unit] ?? 1)}${unit}`
}
