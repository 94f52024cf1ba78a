import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { memoryFolderEnvironment } from './scripts/lib/memory-folder.ts'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'tools/electron-host/**/*.test.ts'],
    // Tests start hundreds of threads: as bundles, these start in half the time.
    globalSetup: ['scripts/test-threads.ts'],
    // Generous: a loaded machine is slow, a hung test is as red after a minute.
    testTimeout: 60_000,
    restoreMocks: true,
    // Processes run the sources: half of their start is stripping and compiling them.
    env: {
      NODE_COMPILE_CACHE: resolve(import.meta.dirname, 'node_modules/.cache/compiled'),
      ...memoryFolderEnvironment(),
    },
    // Every core, and no new process for each file: half of the time was their start.
    maxWorkers: '100%',
    isolate: false,
    // What is held in memory is measured after a collection. Set at the start: changed later, it races with workers.
    execArgv: ['--expose-gc'],
  },
})
