import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'e2e/specs',
  outputDir: 'test-results/e2e',
  // Generous: a loaded machine is slow, a hung test is as red after three minutes.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  // Starting the app fills a core, what follows waits for jobs: two cores carry three at once.
  workers: 3,
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
  use: { trace: 'retain-on-failure' },
})
