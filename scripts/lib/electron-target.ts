import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../..')
export const HOST_BIN = join(ROOT, 'tools/electron-host/bin')

/** What the app runs on: Electron's own binary, or our stand-in host (Linux, without the binary). */
export type Target = 'electron' | 'host'

const hasBinary = (): boolean => existsSync(join(ROOT, 'node_modules/electron/dist/version'))

/**
 * Chooses the target: `E2E_TARGET` when set; else Electron when its binary is there or can be fetched now;
 * else the host.
 */
export function chooseTarget(): Target {
  const wanted = process.env['E2E_TARGET']
  if (wanted === 'electron' || wanted === 'host') return wanted
  if (hasBinary()) return 'electron'
  if (process.platform === 'linux' && process.env['FLOWBENCH_SKIP_ELECTRON_FETCH'] === '1') return 'host'
  spawnSync(process.execPath, [join(ROOT, 'node_modules/electron/install.js')], {
    stdio: 'ignore',
    timeout: 60_000,
  })
  return hasBinary() || process.platform !== 'linux' ? 'electron' : 'host'
}

/** The environment under which `electron` (and Playwright's `_electron.launch`) starts the target. */
export function targetEnvironment(target: Target): NodeJS.ProcessEnv {
  return target === 'host' ? { ELECTRON_OVERRIDE_DIST_PATH: HOST_BIN } : {}
}
