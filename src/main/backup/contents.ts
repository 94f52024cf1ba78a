import { z } from 'zod'

/** The first entry of a backup: whose file it is, and which versions can read it. */
export const MANIFEST_NAME = 'flowbench-backup.json'
/** The last entry: every file with its size and its hash. A backup without it was cut off. */
export const CONTENTS_NAME = 'contents.json'
export const JOURNAL_NAME = 'journal.db'
/** Files of the person's own words and choices. Secrets are taken out of the connections. */
export const SETTINGS_NAMES = [
  'settings.json',
  'workflows.json',
  'connections.json',
  'views.json',
  'exports.json',
] as const
/** Folders of results that are files, and of files that results link to. */
export const RESULT_FOLDERS = ['bodies', 'files'] as const

/** The form of the file; it grows when an older version could not read it rightly. */
export const BACKUP_FORMAT = 1

export const manifestSchema = z.object({
  flowbench: z.literal('backup'),
  format: z.number().int().min(1),
  /** The version of the journal's tables. */
  journal: z.number().int().min(1),
  /** Unix ms. */
  createdAt: z.number(),
})
export type BackupManifest = z.infer<typeof manifestSchema>

const entrySchema = z.object({ name: z.string(), bytes: z.number().int().min(0), sha256: z.string() })
/** A file in the backup, as the list at its end names it. */
export type BackupEntry = z.infer<typeof entrySchema>
export const contentsSchema = z.object({ files: z.array(entrySchema) })

const RESULT_NAME = /^(?:bodies\/[\w-]{2}\/[\w-]{2,}\.body|files\/[\w-]{2}\/[\w-]{2,}\/[0-9a-f]{32})$/

/** A name that a backup of ours can hold. No other one is ever written, so that none leads out of the folder. */
export const isBackupName = (name: string): boolean =>
  name === JOURNAL_NAME || SETTINGS_NAMES.some((own) => own === name) || RESULT_NAME.test(name)
