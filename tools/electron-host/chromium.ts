// The browser process: its switches, and its start under a watchdog that ends it with certainty.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { toProfilePrefix } from './kill-orphan-browsers.ts'
import { DOMAIN } from './urls.ts'

export interface ChromiumOptions {
  readonly binary: string
  /** The title shown while a headed window is still empty. */
  readonly title: string
  readonly headed: boolean
  readonly sandbox: boolean
  /** The loopback port that answers the app's own schemes. */
  readonly protocolPort: number
  /** Switches of the app and of Playwright's loader, by name; they win over ours. */
  readonly switches: ReadonlyMap<string, string>
}

export interface Chromium {
  /** Resolves to the DevTools URL; rejects with what the browser printed when it ends before. */
  readonly devtools: Promise<string>
  /** Kills the browser and all its children at once and removes the profile. */
  kill(): void
}

/** They keep the browser from calling home and from asking first-run questions. */
const QUIET_SWITCHES: readonly (readonly [string, string])[] = [
  ['no-first-run', ''],
  ['no-default-browser-check', ''],
  ['disable-infobars', ''],
  ['test-type', ''],
  ['disable-background-networking', ''],
  ['disable-component-update', ''],
  ['disable-default-apps', ''],
  ['disable-sync', ''],
  ['disable-breakpad', ''],
  ['disable-field-trial-config', ''],
  ['disable-domain-reliability', ''],
  ['disable-search-engine-choice-screen', ''],
  ['disable-dev-shm-usage', ''],
  ['metrics-recording-only', ''],
  ['password-store', 'basic'],
]

const DISABLED_FEATURES = [
  'MediaRouter',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'HttpsUpgrades',
  // Each starts a process for a page that nobody sees: a spare page, and the suggestions of the address bar.
  'SpareRendererForSitePerProcess',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
]

/**
 * Starts the browser, and a second time when it ends before it is ready: whatever the app does, about one start in a few
 * hundred crashes.
 */
export function launchChromium(options: ChromiumOptions): Chromium {
  let latest = startBrowser(options)
  let killed = false
  const devtools = latest.devtools.catch((cause: unknown) => {
    if (killed) throw cause
    process.stderr.write(`[electron host] started once more: ${String(cause)}\n`)
    latest.kill()
    latest = startBrowser(options)
    return latest.devtools
  })
  return {
    devtools,
    kill() {
      killed = true
      latest.kill()
    },
  }
}

function startBrowser(options: ChromiumOptions): Chromium {
  const profile = mkdtempSync(toProfilePrefix(process.pid))
  const watchdog = join(import.meta.dirname, 'watchdog.sh')
  const child = spawn('/bin/sh', [watchdog, profile, options.binary, ...toSwitches(options, profile)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let printed = ''
  const devtools = new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (data) => {
      if (printed.length > 100_000) return
      printed += String(data)
      const url = /DevTools listening on (ws:\S+)/.exec(printed)?.[1]
      if (url) resolve(url)
    })
    child.once('error', reject)
    // `close` comes after everything that it printed was read.
    child.once('close', () => reject(new Error(`Chromium ended before it was ready:\n${printed}`)))
  })
  child.stdin.on('error', () => undefined)
  return {
    devtools,
    kill() {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      } catch {
        // The whole group is gone already.
      }
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 })
    },
  }
}

function toSwitches(options: ChromiumOptions, profile: string): string[] {
  const all = new Map([...QUIET_SWITCHES, ...options.switches])
  all.delete('enable-automation')
  all.set('disable-features', joinNames(all.get('disable-features'), DISABLED_FEATURES))
  all.set('remote-debugging-port', '0')
  all.set('user-data-dir', profile)
  all.set('host-resolver-rules', `MAP *.${DOMAIN} 127.0.0.1:${options.protocolPort}`)
  all.set('ignore-certificate-errors', '')
  if (!options.sandbox) all.set('no-sandbox', '')
  if (options.headed) {
    all.set('app', `data:text/html,<title>${encodeURIComponent(options.title)}</title>`)
  } else {
    // Without a display, two processes can be saved: a quarter of the start time.
    all.set('in-process-gpu', '')
    all.set('enable-features', joinNames(all.get('enable-features'), ['NetworkServiceInProcess2']))
    all.set('headless', '')
    all.set('no-startup-window', '')
  }
  return [...all].map(([name, value]) => (value ? `--${name}=${value}` : `--${name}`))
}

const joinNames = (names: string | undefined, more: readonly string[]): string =>
  [...(names ? [names] : []), ...more].join(',')
