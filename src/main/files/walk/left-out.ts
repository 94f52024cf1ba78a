/** Files that systems and programs create in folders, in lower case. They are never a source. */
const SYSTEM_NAMES = new Set([
  'thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  '.ds_store',
  '.localized',
  '.spotlight-v100',
  '.trashes',
  '.fseventsd',
  '.temporaryitems',
  '__macosx',
  '$recycle.bin',
  'system volume information',
  'icon\r',
])

/** Why a file of a folder is left out; null when it is taken. `~$` begins the lock files of Office, `._` the resource forks of macOS. */
export function leftOutAs(name: string): 'hidden' | 'system' | null {
  if (SYSTEM_NAMES.has(name.toLowerCase()) || name.startsWith('~$') || name.startsWith('._')) return 'system'
  return name.startsWith('.') ? 'hidden' : null
}
