import { z } from 'zod'
import type { AppError } from '#shared/errors/app-error.ts'
import { route } from './contract.ts'

/** A file found on this computer. Main keeps its path under the id; the page shows it and never opens it. */
export interface FoundFile {
  readonly id: string
  readonly path: string
  /** Its place under the folder that was added ("photos/2026/a.jpg"); the name alone for a file added by itself. */
  readonly name: string
  readonly size: number
  /** Unix ms. */
  readonly mtimeMs: number
  /** Its name ends like a list (csv, tsv, xlsx, ndjson, jsonl, txt): it may be used as one. */
  readonly mayBeList: boolean
}

/** What was not taken, counted over the whole walk so far: hidden and system files, links in a circle. */
export interface LeftOut {
  readonly hidden: number
  readonly system: number
  readonly circular: number
}

/** What a look into a file tells. Lengths in ms, sizes in px. */
export interface FileFacts {
  readonly id: string
  readonly kind: 'image' | 'video' | 'audio' | 'document' | 'archive' | 'text' | 'other'
  /** By content, else by name; `application/octet-stream` when neither tells. */
  readonly mimetype: string
  readonly width: number | null
  readonly height: number | null
  readonly durationMs: number | null
  /** The window can show a small picture of it: `/local/<id>` of its own origin. */
  readonly picture: boolean
  /** Worth knowing before it is sent (documented limits). */
  readonly warnings: readonly ('videoOverTenMinutes' | 'pictureTooLarge' | 'pictureTooManyPixels')[]
  /** Why it cannot be sent: vanished, unreadable, no bytes. */
  readonly problem: AppError | null
}

/** One column of a list. */
export interface ListColumn {
  readonly name: string
  /** The first cells that are not empty, at most three. */
  readonly examples: readonly string[]
  /** How many of the rows looked at hold something that is surely a source, 0..1. */
  readonly sources: number
}

/** The first look at a list: its head, never all of it. */
export interface ListPreview {
  readonly listId: string
  readonly name: string
  readonly columns: readonly ListColumn[]
  /** The column that looks most like sources; null when none does. */
  readonly suggested: number | null
  /** False: the first row is already data, the columns are called A, B, C. */
  readonly header: boolean
}

export interface ListRow {
  /** Row in the sheet, from 1. */
  readonly row: number
  /** The cell of the chosen column as it stands. */
  readonly text: string
  readonly labels: Readonly<Record<string, string>>
}

/** Largest picture that is kept of a file. */
const MOST_PICTURE_BYTES = 1_000_000

const ids = z.object({ ids: z.array(z.string().min(1)).min(1).max(10_000) })
const walk = z.object({ walkId: z.string().min(1) })

export const fileRoutes = {
  /** Walks paths in their order (folders recursively). The files arrive by `files.found`. */
  'files.startWalk': route<{ readonly walkId: string }>()(
    z.object({ paths: z.array(z.string().min(1).max(32_768)).min(1).max(100_000) }),
  ),
  /** Asks the person for files or a folder, then walks. Null: the person thought better of it. */
  'files.pick': route<{ readonly walkId: string } | null>()(z.object({ what: z.enum(['files', 'folder']) })),
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
      bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= MOST_PICTURE_BYTES, 'it is too large'),
    }),
  ),
  /** A first look at a file, or at a pasted text, as a list. */
  'lists.open': route<ListPreview>()(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('file'), fileId: z.string().min(1) }),
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
  'files.found': {
    readonly walkId: string
    readonly files: readonly FoundFile[]
    readonly leftOut: LeftOut
    readonly problems: readonly { readonly path: string; readonly error: AppError }[]
    readonly done: boolean
  }
  /** The next rows of a list; `error` ends it early, the rows that came stay. */
  'lists.rows': {
    readonly listId: string
    readonly rows: readonly ListRow[]
    readonly done: boolean
    readonly error: AppError | null
    /** Lines that could not be taken, at most 100 told. */
    readonly problems: readonly { readonly row: number; readonly error: AppError }[]
  }
}
