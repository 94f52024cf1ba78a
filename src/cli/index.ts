#!/usr/bin/env node
// The entry of the command line: nothing that an older Node could not load is imported before its version is known.
import { cliWords as words } from '#shared/text/cli.ts'

const OLDEST_NODE_VERSION = 24

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE_VERSION) {
  process.stderr.write(`${words.oldNode(process.version)}\n`)
  process.exitCode = 2
} else {
  const { secureEnvironment } = await import('#main/filestack/environment.ts')
  const environment = secureEnvironment(process.env)
  // Not before: it imports undici.
  const { main } = await import('./main.ts')
  await main(process.argv.slice(2), import.meta.url, environment)
}
