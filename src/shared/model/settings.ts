import { z } from 'zod'
import { MAX_PATTERN_LENGTH } from './file-name-pattern.ts'
import { columnLayoutSchema } from './columns/index.ts'
import { retentionRuleSchema } from './retention.ts'

/** Everything that the person can set, with its range. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** Width of the job panel in px. */
  panelWidth: z.number().int().min(360).max(720),
  /** The values beside the History are shown. */
  facetsShown: z.boolean(),
  /** What to do with waiting jobs found at start (contract 2). */
  resumeWaiting: z.enum(['auto', 'ask', 'continue', 'leave']),
  /** A file whose bytes were uploaded before on the same connection. */
  knownFiles: z.enum(['ask', 'reuse', 'always']),
  /** Files uploaded at once, and parts of all of them at once. */
  uploadFiles: z.number().int().min(1).max(16),
  uploadParts: z.number().int().min(1).max(32),
  /** Keeps the files that results link to, before the service drops them. */
  keepOutputFiles: z.boolean(),
  /** Safe viewing: pictures of flagged jobs are blurred until a key is held. */
  blurFlagged: z.boolean(),
  /** By which old jobs are deleted; null: none are. */
  retention: retentionRuleSchema.nullable(),
  /** The person was told once that output files vanish, and has answered. */
  hasSeenFilesVanish: z.boolean(),
  /** How files are named that are saved into a folder, and whether a file about each lies beside it. */
  fileNamePattern: z.string().min(1).max(MAX_PATTERN_LENGTH),
  fileSidecars: z.boolean(),
  /** *First results early*: so many jobs first. */
  firstResults: z.number().int().min(1).max(1000),
  /** The columns of lists of jobs. */
  jobColumns: columnLayoutSchema,
})
/** What the person has set. */
export type Settings = z.infer<typeof settingsSchema>
