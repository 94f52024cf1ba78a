import { afterAll } from 'vitest'
import { handles, createEngineHarness, type EngineHarness } from './engine-harness.ts'

/** One engine for all tests of a file that need no other: opening a journal takes longer than such a test. */
export function createSharedHarness(): {
  /** The engine, its sandbox under these faults and no others. */
  readonly common: (faults: string) => Promise<EngineHarness>
  /** Handles that no other test of the file has used. */
  readonly fresh: (count: number) => readonly string[]
} {
  let shared: Promise<EngineHarness> | null = null
  let used = 0
  return {
    async common(faults) {
      shared ??= createEngineHarness(afterAll)
      const made = await shared
      made.sandbox.setFaults(faults)
      return made
    },
    fresh(count) {
      const first = used
      used += count
      return handles(count, first)
    },
  }
}
