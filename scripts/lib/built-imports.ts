import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** An import statement at the beginning of a line; an import or a require inside an expression. */
const IMPORT_PATTERNS = [
  /^(?:import|export)\b[^;"']*["']([^"']+)["'];?$/gm,
  /\bimport\(\s*["'`]([^"'`]+)["'`]\s*\)/g,
  /\b_*require\w*\(\s*["']([^"']+)["']\s*\)/g,
]

/** The modules of the command line that a process or a worker starts with, under `out/main`. */
export const CLI_ENTRIES = [
  'cli.js',
  'filestack/results/body-file.worker.js',
  'storage/journal/writer.worker.js',
  'storage/journal/reader.worker.js',
  'files/lists/text/text-list.worker.js',
  'files/lists/workbook/workbook.worker.js',
  'sandbox/sandbox.worker.js',
] as const

export interface BuiltImports {
  /** The module and every chunk that it loads. */
  readonly files: ReadonlySet<string>
  /** Everything that is imported by name: Node's modules, and packages that were not bundled. */
  readonly packages: ReadonlySet<string>
}

/** Reads everything that a built module imports, statically or not, with the imports of its chunks. */
export function readBuiltImports(entry: string): BuiltImports {
  const files = new Set<string>()
  const packages = new Set<string>()
  const visit = (file: string): void => {
    if (files.has(file)) return
    files.add(file)
    const text = readFileSync(file, 'utf8')
    const found = IMPORT_PATTERNS.flatMap((form) =>
      [...text.matchAll(form)].map(([, specifier = '']) => specifier),
    )
    for (const specifier of found) {
      if (!specifier.startsWith('.')) packages.add(specifier)
      // A comment in a bundled package may name a file that is not there.
      else if (specifier.endsWith('.js') && existsSync(join(dirname(file), specifier)))
        visit(join(dirname(file), specifier))
    }
  }
  visit(entry)
  return { files, packages }
}
