// npm run test:packaged: starts the app that electron-builder has packaged, and runs the first-job spec against it.
// On Electron it is the one in `dist`, or what `E2E_APP` names: only there can be seen that workers and the built-in Sandbox
// load from inside the archive. On the stand-in host it builds and packages first, and shows that nothing is missing
// in the archive.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './lib/build.ts'
import { ensureChromium } from './lib/chromium.ts'
import { chooseTarget, ROOT } from './lib/electron-target.ts'
import { findWrongFuses } from './lib/fuses.ts'
import { findPackagedApp } from './lib/packaged-app.ts'
import { runNode } from './lib/run.ts'
import { writeStandInElectron } from './lib/stand-in-electron.ts'

/** Packages the app over the stand-in Electron. */
async function packageOnHost(folder: string): Promise<string> {
  if (!ensureChromium()) process.exit(1)
  await build()
  const electron = join(folder, 'electron')
  const output = join(folder, 'dist')
  writeStandInElectron(electron)
  const code = await runNode(
    join(ROOT, 'node_modules/electron-builder/cli.js'),
    [
      '--linux',
      'dir',
      '--publish',
      'never',
      `-c.electronDist=${electron}`,
      `-c.directories.output=${output}`,
    ],
    { cwd: ROOT },
  )
  if (code !== 0) process.exit(code)
  return findPackagedApp(output, process.platform)
}

const folder = mkdtempSync(join(tmpdir(), 'flowbench-packaged-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const executable =
  process.env['E2E_APP'] ??
  (chooseTarget() === 'host'
    ? await packageOnHost(folder)
    : findPackagedApp(join(ROOT, 'dist'), process.platform))
console.log(`End-to-end target: ${executable}`)
const wrongFuses = await findWrongFuses(executable)
if (wrongFuses.length > 0) {
  console.error(`The fuses do not stand as they should: ${wrongFuses.join(', ')}`)
  process.exit(1)
}
process.exit(
  await runNode(
    join(ROOT, 'node_modules/@playwright/test/cli.js'),
    ['test', 'first-job', ...process.argv.slice(2)],
    { cwd: ROOT, env: { ...process.env, E2E_APP: executable } },
  ),
)
