import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'e2e/host/**/*.test.ts'],
    testTimeout: 20_000,
    restoreMocks: true,
  },
})
