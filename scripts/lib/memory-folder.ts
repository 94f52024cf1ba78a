import { mkdirSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Linux's folder in memory. */
const MEMORY = '/dev/shm'
/** A container may have 64 MB there; the largest test writes some hundred. */
const MIN_FREE_BYTES = 2_000_000_000
/** What is older was left by a test run that was killed, ms. */
const KEPT_MS = 24 * 3600 * 1000

/**
 * The folder in which tests make their temporary ones, as a part of the environment: in memory where the system has room for
 * that. Tests sync thousands of small files, and wait longer for the disk than for anything else.
 */
export function memoryFolderEnvironment(): { readonly TMPDIR?: string } {
  if (process.platform !== 'linux' || process.env['TMPDIR'] !== undefined) return {}
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    if (bavail * bsize < MIN_FREE_BYTES) return {}
    const folder = join(MEMORY, `flowbench-tests-${process.getuid?.()}`)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    removeOld(folder)
    return { TMPDIR: folder }
  } catch {
    return {}
  }
}

function removeOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (Date.now() - changedAt > KEPT_MS) rmSync(path, { recursive: true, force: true })
  }
}
