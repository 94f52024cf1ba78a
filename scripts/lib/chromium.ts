import { spawnSync } from 'node:child_process'
import { findChromium } from '#e2e/host/find-chromium.ts'

const isRoot = process.getuid?.() === 0

/**
 * Finds the browser that the stand-in host drives, or installs one, saying what it does.
 * Resolves to its path, or null after a sentence that says what to do.
 */
export function ensureChromium(): string | null {
  const found = findChromium()
  if (found) return found
  if (process.platform === 'linux' && isRoot && spawnSync('apt-get', ['--version']).status === 0) {
    console.log('No Chromium found: installing Debian’s package “chromium” (apt-get install chromium).')
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
    spawnSync(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      },
    )
  } else {
    console.log('No Chromium found: installing Playwright’s (npx playwright install chromium).')
    spawnSync('npx', ['playwright', 'install', 'chromium'], {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    })
  }
  const installed = findChromium()
  if (!installed) {
    console.error(
      'No Chromium could be installed. Install one yourself (Debian: “sudo apt-get install chromium”), then try again.',
    )
  }
  return installed
}
