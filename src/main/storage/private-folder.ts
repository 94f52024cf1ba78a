import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'

/** The files of ours in a data folder; the files of the browser are beside them. */
const OWN_NAME =
  /^(?:backup-\w+|bodies|files|logs|restore|thumbnails|sandbox\.ndjson|window\.json|(?:connections|draft|settings|workflows|lock|journal|facts|words)\b.*)$/

/**
 * Makes the data folder private to the person, 0700, and the files in it 0600; on Windows it is in the person's profile.
 * A link in the place of one of our files or folders is set aside unread: writing through it would change another
 * file. Returns what was set aside. Never throws: why a folder cannot be used is reported when it is opened.
 */
export function makeFolderPrivate(folder: string, now: number = Date.now()): readonly AppError[] {
  try {
    const isNew = !existsSync(folder)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const names = readdirSync(folder)
    const ownNames = names.filter((name) => OWN_NAME.test(name))
    const outer = ownNames.flatMap((name) => setLinkAside(folder, name, now))
    const inner = ownNames.flatMap((name) => setInnerLinksAside(folder, name, now))
    const notices = [...outer, ...inner]
    // A folder that the person chose and that holds other files keeps its mode: it is not ours.
    if (process.platform === 'win32' || (!isNew && names.length > 0 && ownNames.length === 0)) return notices
    chmodSync(folder, 0o700)
    for (const name of ownNames) restrict(join(folder, name))
    return notices
  } catch {
    return []
  }
}

/** `name`: the path within the folder. */
function setLinkAside(folder: string, name: string, now: number): readonly AppError[] {
  if (!lstatSync(join(folder, name)).isSymbolicLink()) return []
  const date = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')
  const kept = `link-${date}-${name.replaceAll(/[\\/]/g, '-')}`
  // A rename moves the link itself, never what it names.
  renameSync(join(folder, name), join(folder, kept))
  return [appError('journal.linkSetAside', { name, kept })]
}

/** What lies in one of our folders: a file (`logs/main.log`), or a folder of the results that begin alike (`bodies/ab`). */
function setInnerLinksAside(folder: string, name: string, now: number): readonly AppError[] {
  if (!isFolder(join(folder, name))) return []
  const links = readdirSync(join(folder, name), { withFileTypes: true }).filter((entry) =>
    entry.isSymbolicLink(),
  )
  return links.flatMap((link) => setLinkAside(folder, join(name, link.name), now))
}

const isFolder = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true

function restrict(path: string): void {
  const state = lstatSync(path, { throwIfNoEntry: false })
  if (state?.isFile() === true) chmodSync(path, 0o600)
  else if (state?.isDirectory() === true) chmodSync(path, 0o700)
}
