import { mkdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSwitch } from './command-line.ts'
import { state } from './state.ts'

const chosen = new Map<string, string>()
const HOME_FOLDERS = ['Desktop', 'Documents', 'Downloads', 'Music', 'Pictures', 'Videos']

function standardPath(name: string): string | undefined {
  const appData = process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config')
  const inHome = HOME_FOLDERS.find((folder) => folder.toLowerCase() === name)
  if (inHome) return join(homedir(), inHome)
  switch (name) {
    case 'home':
      return homedir()
    case 'appData':
      return appData
    case 'userData':
      return readSwitch(state.arguments, 'user-data-dir') || join(appData, state.name)
    case 'sessionData':
      return getPath('userData')
    case 'temp':
      return tmpdir()
    case 'exe':
    case 'module':
      return process.execPath
    case 'logs':
      return join(getPath('userData'), 'logs')
    case 'crashDumps':
      return join(getPath('userData'), 'Crashpad')
    default:
      return undefined
  }
}

/** As app.getPath; the folders of the app's own data are made when asked for. */
export function getPath(name: string): string {
  const path = chosen.get(name) ?? standardPath(name)
  if (path === undefined) throw new Error(`Failed to get '${name}' path`)
  if (name === 'userData' || name === 'logs') mkdirSync(path, { recursive: true })
  return path
}

export function setPath(name: string, path: string): void {
  if (chosen.get(name) === undefined && standardPath(name) === undefined) {
    throw new Error(`Failed to set path: unknown name '${name}'`)
  }
  chosen.set(name, path)
}
