import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { ROOT } from './electron-target.ts'

const CACHE = join(ROOT, 'node_modules/.cache/threads')
/** A bundle that no test run has made or used for so long is removed, ms. */
const KEPT_MS = 24 * 3600 * 1000

/**
 * Bundles the threads of main, each module at its place below `src`, and returns the folder. A test starts hundreds of them,
 * and a bundle starts in half the time of its sources. Bundles of unchanged sources are used again.
 */
export async function bundleThreads(): Promise<string> {
  const sources = globSync('src/{main,shared,sandbox}/**/*.{ts,json}', { cwd: ROOT }).toSorted()
  const folder = join(CACHE, hashFiles(sources))
  if (existsSync(folder)) return folder
  removeOld()
  const unfinished = `${folder}.${process.pid}`
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'esnext',
      minify: false,
      outDir: unfinished,
      rolldownOptions: {
        input: Object.fromEntries(
          sources
            .filter((path) => path.endsWith('.worker.ts'))
            .map((path) => [path.replace(/^src\/|\.ts$/g, ''), join(ROOT, path)]),
        ),
        output: { entryFileNames: '[name].js' },
      },
    },
    ssr: { noExternal: true },
  })
  rmSync(folder, { recursive: true, force: true })
  renameSync(unfinished, folder)
  return folder
}

/** By path, size and time: a file that was changed has another time. */
function hashFiles(paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of paths) {
    const { size, mtimeMs } = statSync(join(ROOT, path))
    hash.update(`${ROOT}/${path} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex').slice(0, 16)
}

function removeOld(): void {
  mkdirSync(CACHE, { recursive: true })
  for (const folder of globSync('*', { cwd: CACHE })) {
    const path = join(CACHE, folder)
    if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true })
  }
}
