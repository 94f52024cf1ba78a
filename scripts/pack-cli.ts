// npm run pack:cli: the command line as an npm tarball for Node 24 or newer, in dist-packages.
import { join } from 'node:path'
import { build } from './lib/build.ts'
import { ROOT } from './lib/electron-target.ts'
import { packCli } from './lib/pack-cli.ts'

await build()
console.log(packCli(join(ROOT, 'dist-packages')))
