import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A statement at the beginning of a line; an import or a require within an expression. */
const IMPORTS = [
  /^(?:import|export)\b[^;"']*["']([^"']+)["'];?$/gm,
  /\bimport\(\s*["'`]([^"'`]+)["'`]\s*\)/g,
  /\b_*require\w*\(\s*["']([^"']+)["']\s*\)/g,
]

/** The command line's modules that a process or a thread begins with, under `out/main`. */
export const CLI_ENTRIES = [
  'cli.js',
  'storage/journal/writer.worker.js',
  'storage/journal/reader.worker.js',
  'sandbox/sandbox.worker.js',
] as const

export interface BuiltImports {
  /** The module and every chunk it leads to. */
  readonly files: ReadonlySet<string>
  /** What is imported by a name: Node's own modules, and whatever was not bundled. */
  readonly packages: ReadonlySet<string>
}

/** Everything that a built module imports, statically or not, to the last chunk. */
export function importsFrom(entry: string): BuiltImports {
  const files = new Set<string>()
  const packages = new Set<string>()
  const visit = (file: string): void => {
    if (files.has(file)) return
    files.add(file)
    const text = readFileSync(file, 'utf8')
    const found = IMPORTS.flatMap((form) => [...text.matchAll(form)].map(([, specifier = '']) => specifier))
    for (const specifier of found) {
      if (!specifier.startsWith('.')) packages.add(specifier)
      // A comment of a package may name a file of its own.
      else if (specifier.endsWith('.js') && existsSync(join(dirname(file), specifier)))
        visit(join(dirname(file), specifier))
    }
  }
  visit(entry)
  return { files, packages }
}
