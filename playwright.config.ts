import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'e2e/specs',
  outputDir: 'test-results/e2e',
  // Generous: a loaded machine is slow, a hung test is as red after three minutes.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  // Each test starts the app and a browser; two cores carry two at once.
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
  use: { trace: 'retain-on-failure' },
})
