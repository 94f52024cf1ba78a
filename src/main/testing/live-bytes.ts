/** Bytes of buffers that somebody still holds: what was let go is collected first, so that it does not count. */
export function liveBytes(): number {
  if (globalThis.gc === undefined) throw new Error('the tests run with --expose-gc (vitest.config.ts)')
  globalThis.gc()
  return process.memoryUsage().arrayBuffers
}
