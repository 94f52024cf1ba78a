// The browser process: its switches, its start under the watchdog, its certain end.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { profilePrefix } from './kill-orphan-browsers.ts'
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

/** Keep the browser from calling home and from asking first-run questions. */
const QUIET: readonly (readonly [string, string])[] = [
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

const OFF = [
  'MediaRouter',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'HttpsUpgrades',
  // Whole processes for pages that nobody sees: a spare one, and the suggestions of the address bar.
  'SpareRendererForSitePerProcess',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
]

/** Starts it; once more where it ends before it is ready: it crashes once in some hundred starts, which is no app's fault. */
export function launchChromium(options: ChromiumOptions): Chromium {
  let latest = begin(options)
  let killed = false
  const devtools = latest.devtools.catch((cause: unknown) => {
    if (killed) throw cause
    process.stderr.write(`[electron host] started once more: ${String(cause)}\n`)
    latest.kill()
    latest = begin(options)
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

function begin(options: ChromiumOptions): Chromium {
  const profile = mkdtempSync(profilePrefix(process.pid))
  const watchdog = join(import.meta.dirname, 'watchdog.sh')
  const child = spawn('/bin/sh', [watchdog, profile, options.binary, ...switchesFor(options, profile)], {
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
    // By then all that it printed has been read.
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

function switchesFor(options: ChromiumOptions, profile: string): string[] {
  const all = new Map([...QUIET, ...options.switches])
  all.delete('enable-automation')
  all.set('disable-features', joined(all.get('disable-features'), OFF))
  all.set('remote-debugging-port', '0')
  all.set('user-data-dir', profile)
  all.set('host-resolver-rules', `MAP *.${DOMAIN} 127.0.0.1:${options.protocolPort}`)
  all.set('ignore-certificate-errors', '')
  if (!options.sandbox) all.set('no-sandbox', '')
  if (options.headed) {
    all.set('app', `data:text/html,<title>${encodeURIComponent(options.title)}</title>`)
  } else {
    // Without a screen two processes less: a quarter of the start.
    all.set('in-process-gpu', '')
    all.set('enable-features', joined(all.get('enable-features'), ['NetworkServiceInProcess2']))
    all.set('headless', '')
    all.set('no-startup-window', '')
  }
  return [...all].map(([name, value]) => (value ? `--${name}=${value}` : `--${name}`))
}

const joined = (names: string | undefined, more: readonly string[]): string =>
  [...(names ? [names] : []), ...more].join(',')
