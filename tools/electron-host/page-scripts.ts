// Puts together the two scripts that run in every new document, before the page's own.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCodec } from './codec.ts'

/** The name of the preload's isolated world; Electron's own. */
export const WORLD = 'Electron Isolated Context'

const read = (name: string): string => readFileSync(join(import.meta.dirname, 'page', name), 'utf8')

/** As in Electron, frames get neither: the preload runs in the top frame only. */
const inTopFrame = (source: string): string => `if (window === window.top) {\n${source}\n}`

export interface PageScripts {
  readonly main: string
  readonly isolated: string
}

export function pageScripts(
  preloadFile: string | undefined,
  additionalArguments: readonly string[],
): PageScripts {
  const token = JSON.stringify(`host-${randomBytes(16).toString('hex')}`)
  const bridge = read('bridge.js')
  const preload = preloadFile ? readFileSync(preloadFile, 'utf8') : ''
  const info = JSON.stringify({
    platform: process.platform,
    arch: process.arch,
    versions: process.versions,
    argv: [...process.argv, ...additionalArguments],
    pid: process.pid,
    env: {},
  })
  const main = `${bridge}\n${read('main-world.js')}\nmainWorld(${token}, createBridge)`
  const isolated = `${bridge}\n${createCodec.toString()}\n${read('isolated-world.js')}
isolatedWorld(${token}, createBridge, createCodec, ${info}, function (require, module, exports, process, global) {${preload}
})`
  return {
    main: inTopFrame(`(() => {${main}\n})()`),
    isolated: `${inTopFrame(`(() => {${isolated}\n})()`)}\n//# sourceURL=electron-preload.js`,
  }
}
