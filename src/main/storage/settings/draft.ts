import { z } from 'zod'
import type { AppError } from '#shared/errors/app-error.ts'
import { keptDraftSchema, NO_DRAFT, type KeptDraft } from '#shared/model/kept-draft.ts'
import type { Result } from '#shared/model/result.ts'
import { openSettingsFile } from './settings-file.ts'

const fileSchema = keptDraftSchema.extend({ version: z.literal(1) })

/** What the person has prepared and not run, in `draft.json`. */
export interface KeptDraftStore {
  get(): KeptDraft
  set(draft: KeptDraft): Result<null>
  readonly notice: AppError | null
}

export function openKeptDraft(folder: string): KeptDraftStore {
  const file = openSettingsFile(folder, {
    name: 'draft',
    schema: fileSchema,
    initial: { version: 1, ...NO_DRAFT },
    migrations: [],
  })
  return {
    get: () => keptDraftSchema.parse(file.read()),
    set: (draft) => file.write({ version: 1, ...draft }),
    notice: file.notice,
  }
}
