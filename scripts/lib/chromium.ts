import { spawnSync } from 'node:child_process'
import { findChromium, HEADLESS_SHELL } from '#tools/electron-host/find-chromium.ts'

const isRoot = process.getuid?.() === 0

/** Runs apt-get without questions and without recommended packages. */
const apt = (...args: string[]): ReturnType<typeof spawnSync> =>
  spawnSync('apt-get', ['-y', '-qq', '--no-install-recommends', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
const canInstall = (): boolean =>
  process.platform === 'linux' && isRoot && spawnSync('apt-get', ['--version']).status === 0

/**
 * Finds the browser for the stand-in host, or installs one and says so; `headed`: one with windows. Returns its path, or
 * null after a sentence that says what to do.
 */
export function ensureChromium(headed = false): string | null {
  const found = findChromium(headed)
  if (found) return headed || found.endsWith(HEADLESS_SHELL) ? found : (installHeadlessShell() ?? found)
  if (canInstall()) {
    console.log('No Chromium found: installing Debian’s package “chromium” (apt-get install chromium).')
    apt('update')
    apt('install', 'chromium', 'fonts-dejavu-core')
    if (!headed) installHeadlessShell()
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

/** The Chromium without windows starts in half the time. It is installed when that changes no other package. */
function installHeadlessShell(): string | null {
  if (!canInstall()) return null
  const simulation = String(apt('install', '--simulate', HEADLESS_SHELL).stdout)
  if (simulation.match(/^Inst /gm)?.length !== 1 || /^Remv /m.test(simulation)) return null
  console.log(`Installing Debian’s package “${HEADLESS_SHELL}”, which starts in half the time.`)
  apt('install', HEADLESS_SHELL)
  return findChromium(false)
}
