import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FoundFile } from '#shared/model/found-file.ts'

interface AddingHarness {
  readonly folder: string
  readonly collect: (...paths: readonly string[]) => Promise<readonly FoundFile[]>
}

/** A file as it was added, and as a source of a run. */
type AddedFile = FoundFile & { readonly source: { readonly kind: 'file'; readonly fileId: string } }

/** Returns a function that writes a file and adds it, as a drop does. */
export function createFileAdder({ folder, collect }: AddingHarness) {
  return async (name: string, content: Uint8Array | string): Promise<AddedFile> => {
    const path = join(folder, 'added', name)
    mkdirSync(join(folder, 'added'), { recursive: true })
    writeFileSync(path, content)
    const [file] = await collect(path)
    if (file === undefined) throw new Error('not found')
    return { ...file, source: { kind: 'file', fileId: file.id } }
  }
}
