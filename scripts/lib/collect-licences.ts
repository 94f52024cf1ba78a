import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'

/** A package that is a part of what is shipped. */
export interface ShippedPackage {
  readonly name: string
  readonly version: string
  /** Its identifier, such as `MIT`; `unknown` where the package does not say. */
  readonly licence: string
  /** The whole text as it lies in the package; empty where there is none. */
  readonly text: string
}

/** What the plugin needs of the bundler. */
interface BundleFile {
  readonly type: string
  readonly moduleIds?: readonly string[]
}

interface Emitter {
  emitFile(file: { readonly type: 'asset'; readonly fileName: string; readonly source: string }): string
}

const LICENCE_FILE = /^(?:licen[cs]e|copying)(?:[.-]|$)/i

/**
 * Collects the licences of every package that the bundler took something of, over all bundles of a build: the plugin stands
 * in each, and the last one writes the file. Nothing is fetched: the texts are those of the installed packages.
 */
export function createLicenceCollector(fileName: string) {
  const folders = new Set<string>()
  const collect = (bundle: Readonly<Record<string, BundleFile>>): void => {
    for (const { moduleIds = [] } of Object.values(bundle))
      for (const id of moduleIds) {
        const folder = toPackageFolder(id)
        if (folder !== null) folders.add(folder)
      }
  }
  return {
    /** Of a bundle before the last. */
    collect: () => ({
      name: 'flowbench:collect-licences',
      generateBundle: (_options: unknown, bundle: Readonly<Record<string, BundleFile>>): void =>
        collect(bundle),
    }),
    /** Of the last bundle, which has the file. */
    write: () => ({
      name: 'flowbench:write-licences',
      generateBundle(this: Emitter, _options: unknown, bundle: Readonly<Record<string, BundleFile>>): void {
        collect(bundle)
        const source = JSON.stringify(readPackages([...folders]))
        this.emitFile({ type: 'asset', fileName, source })
      },
    }),
  }
}

/** The folder of the package that a module belongs to; null for a module of our own. */
export function toPackageFolder(moduleId: string): string | null {
  const path = moduleId.replace(/^\0/, '').replace(/[?#].*$/, '')
  const marker = `${sep}node_modules${sep}`
  const at = path.lastIndexOf(marker)
  if (at < 0) return null
  const [scope = '', name = ''] = path.slice(at + marker.length).split(sep)
  const folder = join(path.slice(0, at + marker.length), scope.startsWith('@') ? join(scope, name) : scope)
  return existsSync(join(folder, 'package.json')) ? folder : null
}

/** The packages of these folders, by name, each version once. */
function readPackages(folders: readonly string[]): readonly ShippedPackage[] {
  const packages = new Map(folders.map(readPackage).map((one) => [`${one.name}@${one.version}`, one]))
  return [...packages.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function readPackage(folder: string): ShippedPackage {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Readonly<
    Record<string, unknown>
  >
  const { name, version, license } = manifest
  const file = readdirSync(folder).find((entry) => LICENCE_FILE.test(entry))
  return {
    name: typeof name === 'string' ? name : dirname(folder),
    version: typeof version === 'string' ? version : '',
    licence: typeof license === 'string' ? license : 'unknown',
    text: file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim(),
  }
}
