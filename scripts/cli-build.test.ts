import { existsSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from './lib/electron-target.ts'

/** A statement at the beginning of a line; an import or a require within an expression. */
const IMPORTS = [
  /^(?:import|export)\b[^;"']*["']([^"']+)["'];?$/gm,
  /\bimport\(\s*["'`]([^"'`]+)["'`]\s*\)/g,
  /\b_*require\w*\(\s*["']([^"']+)["']\s*\)/g,
]
/** `debug` looks for it and does without. */
const OPTIONAL = ['supports-color']
const ENTRIES = ['cli.js', 'storage/writer.worker.js', 'storage/reader.worker.js', 'sandbox.worker.js']

/** Everything that a built module imports, statically or not, to the last chunk. */
function importsFrom(entry: string): ReadonlySet<string> {
  const seen = new Set<string>()
  const packages = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
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
  return packages
}

// Would catch: a command line that starts on a developer's machine only, since Electron or a package is looked for.
it.each(ENTRIES)('the built %s imports Node’s own modules and nothing else', (entry) => {
  const found = [...importsFrom(join(ROOT, 'out/main', entry))]
  const isNodes = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name)
  expect(found.filter((name) => !isNodes(name) && !OPTIONAL.includes(name))).toEqual([])
  expect(found.length).toBeGreaterThan(0)
})
