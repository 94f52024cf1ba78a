import { pathToFileURL } from 'node:url'

/**
 * Where the module of a thread lies, given the URL of its source: among those that the test run has bundled, which start in
 * half the time (`scripts/test-threads.ts`); outside of a test run it is the source itself.
 */
export function findThread(source: string): URL {
  const folder = process.env['BUNDLED_THREADS']
  if (folder === undefined) return new URL(source)
  const path = source.slice(source.lastIndexOf('/src/main/') + '/src/'.length)
  return new URL(path.replace(/\.ts$/, '.js'), pathToFileURL(`${folder}/`))
}
