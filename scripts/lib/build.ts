import { join } from 'node:path'
import { ROOT } from './electron-target.ts'
import { runNode } from './run.ts'

/** Builds main, preload and renderer into `out/`; ends this process when that fails. */
export async function build(): Promise<void> {
  const code = await runNode(
    join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js'),
    ['build', '--logLevel', 'warn'],
    { cwd: ROOT },
  )
  if (code !== 0) process.exit(code)
}
