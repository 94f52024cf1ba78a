import { spawnSync } from 'node:child_process'
import { findChromium, HEADLESS_SHELL } from '#tools/electron-host/find-chromium.ts'

const isRoot = process.getuid?.() === 0

/** Without questions, and without what is only recommended. */
const apt = (...args: string[]): ReturnType<typeof spawnSync> =>
  spawnSync('apt-get', ['-y', '-qq', '--no-install-recommends', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
const canInstall = (): boolean =>
  process.platform === 'linux' && isRoot && spawnSync('apt-get', ['--version']).status === 0

/**
 * Finds the browser that the stand-in host drives, or installs one, saying what it does; `headed`: with windows of its
 * own. Resolves to its path, or null after a sentence that says what to do.
 */
export function ensureChromium(headed = false): string | null {
  const found = findChromium(headed)
  if (found) return headed || found.endsWith(HEADLESS_SHELL) ? found : (installQuicker() ?? found)
  if (canInstall()) {
    console.log('No Chromium found: installing Debian’s package “chromium” (apt-get install chromium).')
    apt('update')
    apt('install', 'chromium', 'fonts-dejavu-core')
    if (!headed) installQuicker()
  } else {
    console.log('No Chromium found: installing Playwright’s (npx playwright install chromium).')
    spawnSync('npx', ['playwright', 'install', 'chromium'], {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    })
  }
  const installed = findChromium(headed)
  if (!installed) {
    console.error(
      'No Chromium could be installed. Install one yourself (Debian: “sudo apt-get install chromium”), then try again.',
    )
  }
  return installed
}

/** The Chromium without windows starts in half the time; it is installed where that changes no other package. */
function installQuicker(): string | null {
  if (!canInstall()) return null
  const would = String(apt('install', '--simulate', HEADLESS_SHELL).stdout)
  if (would.match(/^Inst /gm)?.length !== 1 || /^Remv /m.test(would)) return null
  console.log(`Installing Debian’s package “${HEADLESS_SHELL}”, which starts in half the time.`)
  apt('install', HEADLESS_SHELL)
  return findChromium(false)
}
