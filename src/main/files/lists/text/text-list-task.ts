import { MAX_TEXT_LIST_MEMORY_MB } from '#shared/model/bounds.ts'
import type { Worker } from 'node:worker_threads'
import type { FoundList } from '#main/files/lists/look.ts'
import type { TextForm } from '#main/files/lists/list-form.ts'
import type { ListInput } from '#main/files/lists/table.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { RecognitionContext } from '#shared/model/recognition.ts'
import type { Result } from '#shared/model/result.ts'

/** What the thread of a text is asked. It answers every question once. */
export type TextListQuestion =
  | {
      readonly kind: 'look'
      readonly input: ListInput
      readonly name: string
      readonly context: RecognitionContext
    }
  /** The first rows of a reading from the beginning. */
  | { readonly kind: 'rows'; readonly input: ListInput; readonly form: TextForm }
  /** The rows after the last ones. */
  | { readonly kind: 'next' }

export type TextListAnswer =
  | { readonly kind: 'look'; readonly found: Result<FoundList> }
  /** `packed`: a `SheetRow[]` as JSON. One text crosses in a tenth of the time that its cells would take one by one. */
  | { readonly kind: 'rows'; readonly packed: string; readonly isLast: boolean }
  | { readonly kind: 'failed'; readonly error: AppError }

/** Starts the thread. The app, the command line and tests each know where its file lies. */
export type SpawnTextListWorker = () => Worker

/** A thread that takes more ends, and the app goes on. */
export const TEXT_LIST_LIMITS = { maxOldGenerationSizeMb: MAX_TEXT_LIST_MEMORY_MB } as const
