import type { AppError } from '#shared/errors/app-error.ts'

/** A file found on this computer. Main keeps its path under the id; the page shows it and never opens it. */
export interface FoundFile {
  readonly id: string
  readonly path: string
  /** Its place under the folder that was added ("photos/2026/a.jpg"); the name alone for a file added by itself. */
  readonly name: string
  readonly size: number
  /** Unix ms. */
  readonly mtimeMs: number
  /** Its name ends like that of a list (`src/main/files/lists/list-endings.ts`): it may be used as one. */
  readonly mayBeList: boolean
}

/** How many files a walk left out so far: hidden files, system files, links in a circle. */
export interface LeftOut {
  readonly hidden: number
  readonly system: number
  readonly circular: number
}

/** The next files of a walk; the last message of a walk is `done`. */
export interface FoundFiles {
  readonly walkId: string
  readonly files: readonly FoundFile[]
  readonly leftOut: LeftOut
  readonly problems: readonly { readonly path: string; readonly error: AppError }[]
  readonly done: boolean
}
