import { z } from 'zod'
import type { AppError } from '#shared/errors/app-error.ts'
import {
  keptDraftSchema,
  keptLineSchema,
  NO_DRAFT,
  packKeptLines,
  type KeptDraft,
} from '#shared/model/kept-draft.ts'
import type { Result } from '#shared/model/result.ts'
import { openSettingsFile } from './settings-file.ts'

const fileSchema = keptDraftSchema.extend({
  version: z.literal(2),
  lines: z.array(z.string().refine(holdsLines)),
})

const portionSchema = z.array(keptLineSchema)

function holdsLines(portion: string): boolean {
  try {
    return portionSchema.safeParse(JSON.parse(portion)).success
  } catch {
    return false
  }
}

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
    initial: { version: 2, ...NO_DRAFT },
    // Version 1 kept each line as an object of its own.
    migrations: [
      ({ lines, ...old }) => ({ ...old, lines: packKeptLines(Array.isArray(lines) ? lines : []) }),
    ],
  })
  return {
    get() {
      const { version: _version, ...draft } = file.read()
      return draft
    },
    set: (draft) => file.write({ ...draft, version: 2 }),
    notice: file.notice,
  }
}
