import { randomBytes } from 'node:crypto'

/** A file as it was found. The page knows only its id, and can open nothing by a path. */
export interface RegisteredFile {
  readonly path: string
  readonly size: number
  /** Unix ms. */
  readonly mtimeMs: number
}

/** The files that the page may name, each by an id that cannot be guessed. */
export interface FileRegistry {
  add(file: RegisteredFile): string
  get(id: string): RegisteredFile | null
  forget(ids: readonly string[]): void
  /** Forgets all files, when the page that knew their ids is gone. */
  clear(): void
}

const ID_BYTES = 16

export function createRegistry(): FileRegistry {
  const files = new Map<string, RegisteredFile>()
  return {
    add({ path, size, mtimeMs }) {
      const id = randomBytes(ID_BYTES).toString('base64url')
      files.set(id, { path, size, mtimeMs })
      return id
    },
    get: (id) => files.get(id) ?? null,
    forget(ids) {
      for (const id of ids) files.delete(id)
    },
    clear: () => files.clear(),
  }
}
