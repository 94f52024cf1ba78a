import { defineConfig } from '@playwright/test'

/** Pictures instead of tests: `npm run screenshots`. */
export default defineConfig({
  testDir: '.',
  testMatch: process.env['SCREENSHOTS'] === 'all' ? '*.shots.ts' : 'docs.shots.ts',
  outputDir: '../../test-results/screenshots-run',
  timeout: 240_000,
  expect: { timeout: 60_000 },
  workers: 2,
  fullyParallel: true,
  reporter: 'list',
})
