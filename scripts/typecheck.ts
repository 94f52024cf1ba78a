// Type-checks every process with its own tsconfig: the folder decides which globals exist.
import { join } from 'node:path'
import { ROOT } from './lib/electron-target.ts'
import { runNode } from './lib/run.ts'

const PROJECTS = [
  'src/shared/tsconfig.json',
  'src/main/tsconfig.json',
  'src/preload/tsconfig.json',
  'src/renderer/tsconfig.json',
  'src/sandbox/tsconfig.json',
  'src/cli/tsconfig.json',
  'tsconfig.tests.json',
  'e2e/tsconfig.json',
  'bench/tsconfig.json',
  'scripts/tsconfig.json',
  'tools/tsconfig.json',
]

let failed = false
for (const project of PROJECTS) {
  // What was checked before is remembered: only what changed, and what depends on it, is looked at again.
  const memory = join(ROOT, 'node_modules/.cache/typecheck', `${project.replaceAll('/', '-')}.tsbuildinfo`)
  const code = await runNode(
    join(ROOT, 'node_modules/typescript/bin/tsc'),
    ['-p', join(ROOT, project), '--incremental', '--tsBuildInfoFile', memory],
    { cwd: ROOT },
  )
  if (code !== 0) {
    console.error(`Type errors in ${project}`)
    failed = true
  }
}
process.exit(failed ? 1 : 0)
