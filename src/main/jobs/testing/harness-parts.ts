import { afterAll } from 'vitest'
import { handles, rig, type Rig } from './engine-harness.ts'

/** One engine for all tests of a file that need no other: opening a journal takes longer than such a test. */
export function commonRig(): {
  /** The engine, its sandbox under these faults and no others. */
  readonly common: (faults: string) => Promise<Rig>
  /** Handles that no other test of the file has used. */
  readonly fresh: (count: number) => readonly string[]
} {
  let shared: Promise<Rig> | null = null
  let used = 0
  return {
    async common(faults) {
      shared ??= rig(afterAll)
      const made = await shared
      made.sandbox.setFaults(faults)
      return made
    },
    fresh(count) {
      used += count
      return handles(count, used)
    },
  }
}
