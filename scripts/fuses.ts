// npm run check:fuses [FILE]: reads Electron's fuses back from a packaged executable, and fails when one does not stand
// as it should. Without FILE it is the one in `dist`.
import { join } from 'node:path'
import { ROOT } from './lib/electron-target.ts'
import { findWrongFuses } from './lib/fuses.ts'
import { findPackagedApp } from './lib/packaged-app.ts'

const executable = process.argv[2] ?? findPackagedApp(join(ROOT, 'dist'), process.platform)
const wrong = await findWrongFuses(executable)
console.log(wrong.length === 0 ? `The fuses of ${executable} stand as they should` : wrong.join('\n'))
process.exitCode = wrong.length === 0 ? 0 : 1
