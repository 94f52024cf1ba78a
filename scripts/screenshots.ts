// npm run screenshots: takes the pictures of README and docs from the built app, into docs/images.
// With --all, also every screen in both themes and sizes, into test-results/screenshots: to look at, not for the repository.
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
      ...process.argv.slice(2).filter((argument) => argument !== '--all'),
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
