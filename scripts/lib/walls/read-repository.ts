import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readImportGraph, type ImportGraph, type SubpathImports } from './import-graph.ts'

const FOLDERS = ['src', 'e2e', 'bench', 'scripts', 'tools']

/** The imports of everything under `src`, `e2e`, `bench`, `scripts` and `tools`, as they are in the checkout now. */
export function readRepositoryGraph(root: string): ImportGraph {
  const listed = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', ...FOLDERS],
    { cwd: root, encoding: 'utf8' },
  )
  const sources = new Map(
    listed
      .split('\0')
      .filter((path) => /\.(?:tsx?|[mc]?js)$/.test(path) && existsSync(join(root, path)))
      .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  )
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { imports: SubpathImports }
  return readImportGraph(sources, manifest.imports)
}
