function collect(): void {
  if (globalThis.gc === undefined) throw new Error('the tests run with --expose-gc (vitest.config.ts)')
  globalThis.gc()
}

/** The bytes of all buffers in use. Unused ones are collected first, so that they do not count. */
export function liveBytes(): number {
  collect()
  return process.memoryUsage().arrayBuffers
}

/** The same of buffers and objects together. */
export function heldBytes(): number {
  // Buffers that the first collection finds let go are counted until the second one.
  collect()
  collect()
  const { arrayBuffers, heapUsed } = process.memoryUsage()
  return arrayBuffers + heapUsed
}
