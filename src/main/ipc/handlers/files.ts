import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import { inspectFiles, readPictureSize } from '#main/files/inspect/inspect.ts'
import type { FileRegistry, RegisteredFile } from '#main/files/file-registry.ts'
import { sameFiles } from '#main/files/find-same-files.ts'
import { toFileKey, type Thumbnails } from '#main/files/thumbnails.ts'
import type { Walks } from '#main/files/walk/walks.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { FileFacts } from '#shared/model/file-facts.ts'
import type { fileRoutes } from '#shared/ipc/files.ts'
import { fail, ok } from '#shared/model/result.ts'

export interface FileServices {
  readonly files: FileRegistry
  readonly walks: Walks
  readonly thumbnails: Thumbnails
  /** Lets the person choose; empty when they cancelled. */
  readonly askForFiles: (what: 'files' | 'folder') => Promise<readonly string[]>
  /** Asks the person whether the file of a pasted path is meant. */
  readonly confirmFile: (path: string) => Promise<boolean>
}

type FileRoutes = Omit<typeof fileRoutes, `lists.${string}`>

export function createFileHandlers({
  files,
  walks,
  thumbnails,
  askForFiles,
  confirmFile,
}: FileServices): RouteHandlers<FileRoutes> {
  const known = (ids: readonly string[]): readonly (RegisteredFile & { readonly id: string })[] =>
    ids.flatMap((id) => {
      const file = files.get(id)
      return file === null ? [] : [{ id, ...file }]
    })
  return {
    'files.pick': async ({ what }) => {
      const paths = await askForFiles(what)
      return ok(paths.length === 0 ? null : { walkId: walks.begin(paths) })
    },
    // The text comes from the page, so the page could make it up: the person decides, in a dialog of the system.
    'files.addPasted': async ({ path }) =>
      ok((await confirmFile(path)) ? { walkId: walks.begin([path]) } : null),
    'files.stopWalk': ({ walkId }) => {
      walks.stop(walkId)
      return ok(null)
    },
    'files.inspect': async ({ ids }) => {
      const facts = new Map((await inspectFiles(known(ids))).map((found) => [found.id, found]))
      return ok(ids.map((id) => facts.get(id) ?? vanishedFileFacts(id)))
    },
    'files.findDuplicates': async ({ ids }) => ok(await sameFiles(known(ids))),
    'files.forget': ({ ids }) => {
      files.forget(ids)
      return ok(null)
    },
    'files.saveThumbnail': async ({ fileId, bytes }) => {
      const file = files.get(fileId)
      if (file === null) return fail(appError('files.gone'))
      return (await thumbnails.keep(toFileKey(file), bytes, await readPictureSize(file.path)))
        ? ok(null)
        : fail(appError('files.noPicture'))
    },
  }
}

const vanishedFileFacts = (id: string): FileFacts => ({
  id,
  kind: 'other',
  mimetype: 'application/octet-stream',
  width: null,
  height: null,
  durationMs: null,
  picture: false,
  warnings: [],
  problem: appError('files.gone'),
})
