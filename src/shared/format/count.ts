/** "3,120". */
export function formatCount(count: number): string {
  return count.toLocaleString('en')
}

/** "1 file", "3,120 files". */
export function formatCounted(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** "92 %"; the value is 0..100. */
export function formatPercent(percent: number): string {
  return `${Math.round(percent)} %`
}
