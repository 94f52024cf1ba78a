// npm run dev: hot reload, on Electron or on the stand-in host.
import { join } from 'node:path'
import { ensureChromium } from './lib/chromium.ts'
import { chooseTarget, HOST_BIN, ROOT } from './lib/electron-target.ts'
import { runNode } from './lib/run.ts'

const env: NodeJS.ProcessEnv = { ...process.env }
if (chooseTarget() === 'host') {
  console.log('Electron’s binary is not here: hot reload runs on the stand-in host.')
  if (!ensureChromium(true)) process.exit(1)
  env['ELECTRON_EXEC_PATH'] = join(HOST_BIN, 'electron')
  if (process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) env['ELECTRON_HOST_HEADED'] = '1'
}
process.exit(
  await runNode(
    join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js'),
    ['dev', ...process.argv.slice(2)],
    { cwd: ROOT, env },
  ),
)
