/** What systems and programs leave in folders, in lower case: never anybody's picture. */
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

/** Why a name is not taken from a folder; null when it is. Beginnings: `~$` Office's lock, `._` the Mac's fork of a file. */
export function leftOutAs(name: string): 'hidden' | 'system' | null {
  if (SYSTEM_NAMES.has(name.toLowerCase()) || name.startsWith('~$') || name.startsWith('._')) return 'system'
  return name.startsWith('.') ? 'hidden' : null
}
