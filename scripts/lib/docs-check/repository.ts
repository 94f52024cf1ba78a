/** The files of the repository by their paths from its root, as far as the check looks at them. */
export class Repository {
  readonly #files: ReadonlySet<string>
  readonly #folders = new Set<string>()
  /** Every ending of every path that begins at a folder or a file name, so that `upload/client.ts` finds its file. */
  readonly #endings = new Set<string>()

  constructor(paths: Iterable<string>) {
    this.#files = new Set(paths)
    for (const path of this.#files) {
      const steps = path.split('/')
      for (let depth = 1; depth < steps.length; depth++) this.#folders.add(steps.slice(0, depth).join('/'))
      for (let from = 0; from < steps.length; from++) this.#endings.add(steps.slice(from).join('/'))
    }
  }

  /** Whether a file or folder of this path exists. */
  has(path: string): boolean {
    const plain = path.replace(/\/$/, '')
    return plain === '' || this.#files.has(plain) || this.#folders.has(plain)
  }

  /** Whether a file of the folder (or below it) ends like this; `*` stands for any characters but a slash. */
  hasEnding(folder: string, ending: string): boolean {
    if (folder === '' && !ending.includes('*')) return this.#endings.has(ending)
    const pattern = globPattern(`**/${ending}`)
    return [...this.#files].some((path) => path.startsWith(folder) && pattern.test(`/${path}`))
  }

  /** Whether a file or folder matches the whole path; `*` stands for any characters but a slash. */
  matches(path: string): boolean {
    if (!path.includes('*')) return this.has(path)
    const pattern = globPattern(path.replace(/\/$/, ''))
    return [...this.#files, ...this.#folders].some((known) => pattern.test(known))
  }

  /** The folders of `src` that hold files by themselves; those named `testing` are left out. */
  sourceFolders(): readonly string[] {
    const holding = [...this.#files].map((path) => path.slice(0, path.lastIndexOf('/')))
    return [...new Set(holding)].filter((folder) => /^src\/(?!.*\btesting\b)/.test(folder)).toSorted()
  }

  /** The name of a folder or file at the root: a mention that begins with one is a path from the root. */
  isTopLevel(name: string): boolean {
    return this.#folders.has(name)
  }
}

/** Two stars stand for any characters, any other number of them for characters without a slash. */
function globPattern(glob: string): RegExp {
  const parts = glob
    .split(/(\*+)/)
    .map((part) =>
      part.startsWith('*')
        ? part === '**'
          ? '.*'
          : '[^/]*'
        : part.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`),
    )
  return new RegExp(`^${parts.join('')}$`)
}

/** The path from the root of what `target` means in `file`; null when it leaves the repository. */
export function resolveFrom(file: string, target: string): string | null {
  const steps = target.startsWith('/') ? [] : file.split('/').slice(0, -1)
  for (const step of target.split('/')) {
    if (step === '' || step === '.') continue
    if (step !== '..') steps.push(step)
    else if (steps.pop() === undefined) return null
  }
  return steps.join('/')
}
