// npm run screenshots: the pictures of README and docs, taken of the built app, into docs/images.
// With --all every screen in every look too, into test-results/screenshots: for eyes, not for the repository.
import { join } from 'node:path'
import { build } from './lib/build.ts'
import { ensureChromium } from './lib/chromium.ts'
import { chooseTarget, ROOT, targetEnvironment } from './lib/electron-target.ts'
import { runNode } from './lib/run.ts'

const all = process.argv.includes('--all')
const target = chooseTarget()
if (target === 'host' && !ensureChromium()) process.exit(1)
await build()
process.exit(
  await runNode(
    join(ROOT, 'node_modules/@playwright/test/cli.js'),
    [
      'test',
      '--config',
      'e2e/screenshots/playwright.config.ts',
      ...process.argv.slice(2).filter((word) => word !== '--all'),
    ],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        E2E_TARGET: target,
        SCREENSHOTS: all ? 'all' : 'docs',
        ...targetEnvironment(target),
      },
    },
  ),
)
