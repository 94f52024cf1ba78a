import { defineConfig } from '@playwright/test'

/** What takes too long for `npm test`: `npm run test:heavy`, one at a time. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/heavy',
  timeout: 15 * 60_000,
  expect: { timeout: 60_000 },
  workers: 1,
  reporter: 'list',
})
