import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { appWords } from '#shared/text/app.ts'

/** The app's own data folder, where Electron puts it on this system. */
function findDefaultDataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  const home = homedir()
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', appWords.name)
  if (platform === 'win32')
    return join(given(env['APPDATA']) ?? join(home, 'AppData', 'Roaming'), appWords.name)
  return join(given(env['XDG_CONFIG_HOME']) ?? join(home, '.config'), appWords.name)
}

/** A variable that is empty is as good as none; one that is no whole path is none by the XDG's own rule. */
const given = (path: string | undefined): string | undefined =>
  path !== undefined && isAbsolute(path) ? path : undefined

/** The folder that was asked for, else the app's. */
export const resolveDataFolder = (asked: string | null, env: NodeJS.ProcessEnv): string =>
  asked === null ? findDefaultDataFolder(env) : resolve(asked)
