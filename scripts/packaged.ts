// npm run test:packaged: starts the app that electron-builder has packaged, and runs the first-job spec against it.
// Only so is seen that threads and the built-in Sandbox load from inside of the archive. `E2E_APP` names another executable.
import { join } from 'node:path'
import { ROOT } from './lib/electron-target.ts'
import { findPackagedApp } from './lib/packaged-app.ts'
import { runNode } from './lib/run.ts'

const executable = process.env['E2E_APP'] ?? findPackagedApp(join(ROOT, 'dist'), process.platform)
console.log(`End-to-end target: ${executable}`)
process.exit(
  await runNode(
    join(ROOT, 'node_modules/@playwright/test/cli.js'),
    ['test', 'first-job', ...process.argv.slice(2)],
    { cwd: ROOT, env: { ...process.env, E2E_APP: executable } },
  ),
)
