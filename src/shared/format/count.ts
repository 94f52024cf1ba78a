/** Made once: `toLocaleString` looks the language up again for each number, which long lists feel. */
const ENGLISH = new Intl.NumberFormat('en')

/** "3,120". */
export const formatCount = (count: number): string => ENGLISH.format(count)

/** "1 file", "3,120 files". */
export function formatCounted(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** "92 %"; the value is 0..100. */
export function formatPercent(percent: number): string {
  return `${Math.round(percent)} %`
}
