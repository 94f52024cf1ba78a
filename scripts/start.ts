// npm start: builds, then opens the app on Electron; without its binary, the same build on the stand-in host.
import { join } from 'node:path'
import { build } from './lib/build.ts'
import { ensureChromium } from './lib/chromium.ts'
import { chooseTarget, ROOT, targetEnvironment } from './lib/electron-target.ts'
import { runNode } from './lib/run.ts'

await build()

const target = chooseTarget()
const env: NodeJS.ProcessEnv = { ...process.env, ...targetEnvironment(target) }
if (target === 'host') {
  console.log(
    'Electron’s binary is not here and could not be fetched: opening the same build on the stand-in host.',
  )
  if (!ensureChromium(true)) process.exit(1)
  if (process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) {
    env['ELECTRON_HOST_HEADED'] = '1'
  } else {
    env['ELECTRON_HOST_SCREENSHOT'] ??= join(ROOT, 'out/first-screen.png')
    console.log(
      'There is no display: running headless. A picture of the first screen is written below; Ctrl-C ends it.',
    )
  }
}
process.exit(
  await runNode(join(ROOT, 'node_modules/electron/cli.js'), [ROOT, ...process.argv.slice(2)], {
    cwd: ROOT,
    env,
  }),
)
