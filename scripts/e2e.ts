// npm run test:e2e: builds what has changed, names the target, finds the browser, runs the specs, leaves no browser behind.
import { join } from 'node:path'
import { buildIfStale } from './lib/build.ts'
import { ensureChromium } from './lib/chromium.ts'
import { chooseTarget, ROOT, targetEnvironment } from './lib/electron-target.ts'
import { memoryFolderEnvironment } from './lib/memory-folder.ts'
import { runNode } from './lib/run.ts'

await buildIfStale()
const target = chooseTarget()
console.log(
  `End-to-end target: ${target === 'host' ? 'the stand-in host (no Electron binary here)' : 'Electron'}`,
)
if (target === 'host' && !ensureChromium()) process.exit(1)
process.exit(
  await runNode(join(ROOT, 'node_modules/@playwright/test/cli.js'), ['test', ...process.argv.slice(2)], {
    cwd: ROOT,
    env: { ...process.env, ...memoryFolderEnvironment(), E2E_TARGET: target, ...targetEnvironment(target) },
  }),
)
