import { resolveFrom, type Repository } from './repository.ts'

/** A name that a text gives to a file, and where it stands in the text. */
export interface Mention {
  readonly name: string
  readonly offset: number
}

const ENDINGS = 'tsx?|[mc]?js|css|html|md|sh|yml'
const FILE = new RegExp(
  String.raw`(?<![\w@$/.*#-])(?:[.#]?[\w@.*-]*\/)*[\w@.*-]+\.(?:${ENDINGS})(?![\w-]|\.\w)`,
  'g',
)
const FOLDER = /(?<![\w@$/.*#-])(?:src|docs|e2e|bench|scripts|tools|resources)\/[\w@.*/-]*[\w*]/g
/** Web addresses, and paths of the app's own scheme: not files of the repository. */
const ADDRESSES = /\b[a-z][a-z+.-]*:\/\/[^\s)`'"»”]*/gi
/** Names that end like a file and are none. */
const NO_FILES: ReadonlySet<string> = new Set(['Node.js', 'node.js'])
/** What a build, a test run or npm makes: not in the repository. */
const MADE = /^(?:out|dist|dist-packages|node_modules|coverage|test-results)\//
/** `x.ts`, `./x.ts`: a placeholder in a rule. */
const PLACEHOLDER = /^(?:\.\/)?[a-z]\.\w+$/

/** The names of files and folders that a text gives. `<domain>` and `…` in a name stand for anything. */
export function mentionsIn(text: string): readonly Mention[] {
  const plain = text
    .replaceAll(ADDRESSES, (address) => ' '.repeat(address.length))
    .replaceAll(/<[\w-]+>/g, (placeholder) => '*'.repeat(placeholder.length))
    .replaceAll('…', '*')
  const found = new Map<number, Mention>()
  for (const pattern of [FOLDER, FILE])
    for (const { 0: name, index } of plain.matchAll(pattern)) found.set(index, { name, offset: index })
  return [...found.values()].filter(
    ({ name }) => !NO_FILES.has(name) && !MADE.test(name) && !PLACEHOLDER.test(name),
  )
}

const SUBPATHS: Readonly<Record<string, string>> = {
  '#shared': 'src/shared',
  '#main': 'src/main',
  '#renderer': 'src/renderer',
  '#sandbox': 'src/sandbox',
  '#cli': 'src/cli',
  '#e2e': 'e2e',
}

/** Whether a name given in `file` is that of a file or folder: from the root, from beside the file, or by its ending. */
export function isKnown(repository: Repository, file: string, name: string): boolean {
  const [first = '', ...rest] = name.split('/')
  const subpath = SUBPATHS[first]
  if (subpath !== undefined) return repository.matches([subpath, ...rest].join('/'))
  if (first === '.' || first === '..') {
    const path = resolveFrom(file, name)
    return path !== null && repository.matches(path)
  }
  if (rest.length > 0 && repository.isTopLevel(first)) return repository.matches(name)
  const beside = resolveFrom(file, name)
  if (repository.matches(name) || (beside !== null && repository.matches(beside))) return true
  // A page is named by its whole path: pages with the same name may lie in several folders, or outside.
  if (name.endsWith('.md')) return false
  // The README of a folder speaks of what is in it; what lies elsewhere is named by its whole path.
  const folder = file.endsWith('/README.md') ? file.slice(0, -'README.md'.length) : ''
  return repository.hasEnding(folder, name)
}
