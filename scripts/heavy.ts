// npm run test:heavy: builds, then the specs that take too long for `npm test`.
import { join } from 'node:path'
import { build } from './lib/build.ts'
import { ROOT } from './lib/electron-target.ts'
import { runNode } from './lib/run.ts'

await build()
process.exit(
  await runNode(
    join(ROOT, 'scripts/e2e.ts'),
    ['--config', join(ROOT, 'e2e/heavy/playwright.config.ts'), ...process.argv.slice(2)],
    { cwd: ROOT },
  ),
)
