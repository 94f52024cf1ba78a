// npm run test:heavy: spoiled inputs for every reader of foreign bytes, then the specs that take too long for `npm test`.
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './lib/electron-target.ts'
import { runNode } from './lib/run.ts'

const fuzzCode = process.argv.length > 2 ? 0 : await runNode(join(ROOT, 'scripts/fuzz.ts'), [], { cwd: ROOT })
const specsCode = await runNode(
  join(ROOT, 'scripts/e2e.ts'),
  ['--config', join(ROOT, 'e2e/heavy/playwright.config.ts'), ...process.argv.slice(2)],
  // On a real disk: what takes long there is to be seen.
  { cwd: ROOT, env: { ...process.env, TMPDIR: tmpdir() } },
)
process.exit(fuzzCode === 0 ? specsCode : fuzzCode)
