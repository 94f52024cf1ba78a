import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import { readImports } from './read-imports.ts'

/** A file and what it imports: `src/main/boot.ts`, `npm:undici`, `node:fs/promises`. */
export interface ImportEdge {
  readonly from: string
  readonly to: string
  readonly line: number
  readonly isTypeOnly: boolean
}

export interface ImportGraph {
  readonly files: readonly string[]
  readonly edges: readonly ImportEdge[]
}

/** The `imports` of package.json: `#shared/*` → `./src/shared/*`. */
export type SubpathImports = Readonly<Record<string, string>>

/** Reads the imports of the given files (path from the root → text). */
export function readImportGraph(sources: ReadonlyMap<string, string>, subpaths: SubpathImports): ImportGraph {
  const edges = [...sources].flatMap(([from, text]) =>
    readImports(from, text).map(({ specifier, line, isTypeOnly }) => ({
      from,
      to: resolveImport(from, specifier, subpaths),
      line,
      isTypeOnly,
    })),
  )
  return { files: [...sources.keys()], edges }
}

/** Where an import leads: a path from the root, `node:…`, or `npm:` and the name of the package. */
function resolveImport(from: string, specifier: string, subpaths: SubpathImports): string {
  const [plain = ''] = specifier.split('?')
  if (plain.startsWith('.')) return posix.join(posix.dirname(from), plain)
  if (plain.startsWith('#')) return resolveSubpath(plain, subpaths) ?? plain
  if (isBuiltin(plain)) return plain.startsWith('node:') ? plain : `node:${plain}`
  const [name = '', scoped = ''] = plain.split('/')
  return `npm:${name.startsWith('@') ? `${name}/${scoped}` : name}`
}

function resolveSubpath(specifier: string, subpaths: SubpathImports): string | undefined {
  for (const [pattern, target] of Object.entries(subpaths)) {
    const prefix = pattern.replace(/\*$/, '')
    if (pattern.endsWith('*') && specifier.startsWith(prefix)) {
      return posix.normalize(target.replace('*', specifier.slice(prefix.length)))
    }
    if (pattern === specifier) return posix.normalize(target)
  }
  return undefined
}
