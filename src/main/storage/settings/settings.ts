import { z } from 'zod'
import type { AppError } from '#shared/errors/app-error.ts'
import { columnLayoutSchema, DEFAULT_COLUMNS } from '#shared/model/columns/index.ts'
import { DEFAULT_FILE_NAME_PATTERN } from '#shared/model/file-name-pattern.ts'
import { settingsSchema, type Settings } from '#shared/model/settings.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { openSettingsFile } from './settings-file.ts'

const fileSchema = settingsSchema.extend({
  version: z.literal(4),
  // Files of before have none.
  facetsShown: z.boolean().catch(false),
  blurFlagged: z.boolean().catch(true),
  // Files of before have none. A rule that cannot be read deletes nothing.
  retention: settingsSchema.shape.retention.catch(null),
  hasSeenFilesVanish: z.boolean().catch(false),
  fileNamePattern: settingsSchema.shape.fileNamePattern.catch(DEFAULT_FILE_NAME_PATTERN),
  fileSidecars: z.boolean().catch(false),
  // A column that this version does not know costs the columns, and no other setting.
  jobColumns: columnLayoutSchema.catch(() => [...DEFAULT_COLUMNS]),
})

const FRESH: z.infer<typeof fileSchema> = {
  version: 4,
  theme: 'system',
  panelWidth: 440,
  facetsShown: false,
  resumeWaiting: 'auto',
  knownFiles: 'ask',
  uploadFiles: 3,
  uploadParts: 6,
  keepOutputFiles: false,
  blurFlagged: true,
  retention: null,
  hasSeenFilesVanish: false,
  fileNamePattern: DEFAULT_FILE_NAME_PATTERN,
  fileSidecars: false,
  firstResults: 10,
  jobColumns: [...DEFAULT_COLUMNS],
}

/** The person's settings, in `settings.json`. */
export interface SettingsStore {
  get(): Settings
  /** Changes those given; answers with all of them. */
  set(change: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Result<Settings>
  readonly notice: AppError | null
}

export function openSettings(folder: string): SettingsStore {
  const file = openSettingsFile(folder, {
    name: 'settings',
    schema: fileSchema,
    initial: FRESH,
    migrations: [
      // Version 1 knew nothing of files and first results.
      (old) => ({ ...FRESH, ...old }),
      // Version 3 calls the files that a task produced output files.
      ({ keepProducedFiles, ...old }) => ({ ...old, keepOutputFiles: keepProducedFiles ?? false }),
      (old) => ({ ...old, jobColumns: [...DEFAULT_COLUMNS] }),
    ],
  })
  return {
    get: () => settingsSchema.parse(file.read()),
    set(change) {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
      const written = file.write(fileSchema.parse({ ...file.read(), ...given }))
      return written.ok ? ok(settingsSchema.parse(file.read())) : fail(written.error)
    },
    notice: file.notice,
  }
}
