import { z } from 'zod'
import { columnLayoutSchema } from './columns/index.ts'

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
  /** *First results early*: so many jobs first. */
  firstResults: z.number().int().min(1).max(1000),
  /** The columns of lists of jobs. */
  jobColumns: columnLayoutSchema,
})
/** What the person has set. */
export type Settings = z.infer<typeof settingsSchema>
