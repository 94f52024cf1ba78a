// A folder that electron-builder takes for an unpacked Electron, where the real one cannot be fetched: its executable
// unpacks the archive beside it and starts that on the stand-in host.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { HOST_BIN, ROOT } from './electron-target.ts'

/** Electron's fuses: the mark that electron-builder looks for in the executable, version 1, eight fuses as delivered. */
const FUSES = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u000801100110', 'latin1')

/** Writes the folder, for `electronDist` of electron-builder. Linux only, as the host is. */
export function writeStandInElectron(folder: string): void {
  const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string }
  const script = `#!/bin/sh
set -e
here=$(dirname "$(readlink -f "$0")")
"${process.execPath}" "${join(ROOT, 'node_modules/.bin/asar')}" extract "$here/resources/app.asar" "$here/unpacked"
exec "${join(HOST_BIN, 'electron')}" "$here/unpacked" "$@"
`
  mkdirSync(join(folder, 'locales'), { recursive: true })
  mkdirSync(join(folder, 'resources'))
  writeFileSync(
    join(folder, 'electron'),
    Buffer.concat([Buffer.from(`${script}# `), FUSES, Buffer.from('\n')]),
    {
      mode: 0o755,
    },
  )
  writeFileSync(join(folder, 'version'), version)
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'locales/en-US.pak'])
    writeFileSync(join(folder, name), '')
}
