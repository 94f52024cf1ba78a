import { z } from 'zod'
import type { AppError } from '#shared/errors/app-error.ts'
import type { FileFacts } from '#shared/model/file-facts.ts'
import type { FoundFiles } from '#shared/model/found-file.ts'
import type { ListPreview, ListRow } from '#shared/model/source-list.ts'
import { smallPicture } from './pictures.ts'
import { route } from './route.ts'

const filePath = z.string().min(1).max(32_768)
/** What the preload hands over on its own channel: the paths of dropped files, walked in their order. */
export const droppedPaths = z.array(filePath).min(1).max(100_000)

const ids = z.object({ ids: z.array(z.string().min(1)).min(1).max(10_000) })
const walk = z.object({ walkId: z.string().min(1) })

export const fileRoutes = {
  /** Asks the person for files or a folder, then walks. The files arrive by `files.found`. Null: the person cancelled. */
  'files.pick': route<{ readonly walkId: string } | null>()(z.object({ what: z.enum(['files', 'folder']) })),
  /** A pasted path: asks the person whether this file is meant, then walks it. Null: the person said no. */
  'files.addPasted': route<{ readonly walkId: string } | null>()(z.object({ path: filePath })),
  'files.stopWalk': route<null>()(walk),
  /** Looks into files by content: for the rows that are on screen. */
  'files.inspect': route<readonly FileFacts[]>()(
    z.object({ ids: z.array(z.string().min(1)).min(1).max(200) }),
  ),
  /** Files of the same path or bytes among these: for each the id of the first. Only equal sizes are read. */
  'files.findDuplicates': route<readonly { readonly id: string; readonly first: string }[]>()(ids),
  /** They are not in the list any more. */
  'files.forget': route<null>()(ids),
  /** Keeps a small picture (WebP or JPEG) of a file, for the cards of its jobs: `/pictures/<jobId>` of the own origin. */
  'files.saveThumbnail': route<null>()(
    z.object({
      fileId: z.string().min(1),
      bytes: smallPicture,
    }),
  ),
  /** A first look at a file, or at a pasted text, as a list. */
  'lists.open': route<ListPreview>()(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('file'),
        fileId: z.string().min(1),
        /** Of a workbook; left out for the one that looks like a list. */
        sheet: z.string().max(1024).optional(),
      }),
      z.object({ kind: z.literal('text'), text: z.string().max(64_000_000), name: z.string().max(1024) }),
    ]),
  ),
  /** Reads the whole list: its rows arrive by `lists.rows`, the other columns chosen become labels. */
  'lists.read': route<null>()(
    z.object({
      listId: z.string().min(1),
      column: z.number().int().min(0),
      labels: z.array(z.number().int().min(0)).max(200),
    }),
  ),
  'lists.close': route<null>()(z.object({ listId: z.string().min(1) })),
}

export interface FileEvents {
  /** Batched: the next files of a walk; the last message of a walk is `done`. Also walks that main began (argv). */
  'files.found': FoundFiles
  /** The next rows of a list; `error` ends it early, the rows that came stay. */
  'lists.rows': {
    readonly listId: string
    readonly rows: readonly ListRow[]
    readonly done: boolean
    readonly error: AppError | null
    /** Rows that could not be taken: the first 100, and one problem for all others. */
    readonly problems: readonly { readonly row: number; readonly error: AppError }[]
  }
}
