import { readFileSync } from 'node:fs'

/** The package's version: its description lies two folders above the entry, in the source as in the build. */
export function readVersion(entry: string): string {
  const file = new URL('../../package.json', entry)
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }
  return version
}
