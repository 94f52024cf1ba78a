import { z } from 'zod'
import { numberColumnSchema, type Facets, type NumberFacet } from '#shared/model/facets.ts'
import { columnSchema, MAX_COLUMNS, type CellRows } from '#shared/model/columns/index.ts'
import { MAX_PATTERN_LENGTH } from '#shared/model/file-name-pattern.ts'
import type { FileSaving } from '#shared/model/file-saving.ts'
import { jobFilterSchema, type JobPage } from '#shared/model/job-page.ts'
import type { PathName } from '#shared/model/json-path/index.ts'
import type { JobRequest } from '#shared/model/job-request.ts'
import type { FactsProgress } from '#shared/model/facts/index.ts'
import type { Job } from '#shared/model/job.ts'
import { unwrapId } from '#shared/model/unwrap-id.ts'
import type { Run } from '#shared/model/run.ts'
import { MAX_NOTE_LENGTH, MAX_TAG_LENGTH, MAX_TAGS } from '#shared/model/bounds.ts'
import type { Deletion } from '#shared/model/deletion.ts'
import { rerunInputSchema } from '#shared/model/rerun.ts'
import { toTag } from '#shared/model/tags.ts'
import { commandId } from './command-id.ts'
import { route } from './route.ts'

/** An id as people have it: in quotes, brackets, with blanks around. */
const pastedId = z.string().max(256).transform(unwrapId).pipe(z.string().min(1).max(128))

/** What tells one count from another. */
const countId = z.string().min(1).max(64)

const savingId = z.object({ id: z.string().min(1) })
const jobId = z.object({ jobId: z.string().min(1) })
const jobCommand = jobId.extend(commandId.shape)

/** Which jobs something is done with: those named, or all that match a query; no more than the person was told. */
const chosenJobs = rerunInputSchema.pick({ from: true, most: true })
const selection = commandId.extend(chosenJobs.shape)
const tags = z.array(z.string().transform(toTag).pipe(z.string().min(1).max(MAX_TAG_LENGTH))).max(MAX_TAGS)

export const jobRoutes = {
  'jobs.page': route<JobPage>()(
    z.object({
      filter: jobFilterSchema,
      before: z.string().nullable(),
      limit: z.number().int().min(1).max(500),
    }),
  ),
  /**
   * The cursor (`before` of a page) behind the first `rows` of a list, or behind all of them where there are fewer; null for none. With
   * it any place of a list of any length is read at once.
   */
  'jobs.seek': route<string | null>()(z.object({ filter: jobFilterSchema, rows: z.number().int().min(0) })),
  /** Gives up the sorting of a list that is not there yet, and the look for a place in one. */
  'jobs.cancelSort': route<null>()(z.undefined()),
  /** What jobs have in columns that their rows do not hold (facts, paths). */
  'jobs.cells': route<CellRows>()(
    z.object({
      jobIds: z.array(z.string().min(1)).max(500),
      columns: z.array(columnSchema).max(MAX_COLUMNS),
    }),
  ),
  'jobs.count': route<number>()(z.object({ filter: jobFilterSchema })),
  /**
   * Counts the values of the jobs of a filter for some ms. Asked again with the same id it goes on, until it says that it is done.
   */
  'jobs.facets': route<Facets>()(z.object({ id: countId, filter: jobFilterSchema })),
  /** The same for a number that jobs have. */
  'jobs.numbers': route<NumberFacet>()(
    z.object({ id: countId, filter: jobFilterSchema, column: numberColumnSchema }),
  ),
  /** How far results are read for the search; null before that has begun. */
  'jobs.factsProgress': route<FactsProgress | null>()(z.undefined()),
  'jobs.get': route<Job>()(jobId),
  'jobs.requestPreview': route<JobRequest>()(jobId),
  /** Gives a job that may have started the remote job id that the person found. */
  'jobs.attach': route<Job>()(jobCommand.extend({ remoteJobId: pastedId })),
  /** A job that was started elsewhere, by its id: a new run of one job, which is polled and whose result is kept. */
  'jobs.attachNew': route<Job>()(
    commandId.extend({ connectionId: z.string().min(1), remoteJobId: pastedId }),
  ),
  /** Leaves a job that may have started as it is. */
  'jobs.acknowledge': route<Job>()(jobCommand),
  /** A new job with `retryOf` (a new run of one). */
  'jobs.rerun': route<Job>()(jobCommand),
  /** A failed upload, or a job that was stopped before it was sent, waits for its turn again; parts are kept. */
  'jobs.requeue': route<Job>()(jobCommand),
  /** Stops one waiting or uploading job; uploaded parts are kept. */
  'jobs.stop': route<Job>()(jobCommand),
  /** Holds the upload of one file, or lets it go on. */
  'jobs.holdUpload': route<Job>()(jobCommand.extend({ held: z.boolean() })),
  /** An expired job is polled again. */
  'jobs.lookAgain': route<Job>()(jobCommand),
  /** Stops or resumes polling a started job. */
  'jobs.watch': route<Job>()(jobCommand.extend({ watching: z.boolean() })),
  /** Adds tags to jobs, and takes some away. Answers with how many jobs it was about. */
  'jobs.tag': route<number>()(selection.extend({ add: tags, remove: tags })),
  /** Null removes the note. */
  'jobs.note': route<number>()(
    selection.extend({ note: z.string().trim().min(1).max(MAX_NOTE_LENGTH).nullable() }),
  ),
  /** The tags in use that begin so, the most used first. */
  'jobs.tagNames': route<readonly { readonly name: string; readonly jobs: number }[]>()(
    z.object({ beginning: z.string().max(MAX_TAG_LENGTH) }),
  ),
  /** The JSON paths of values in results that begin so, those that most of them have first. */
  'jobs.pathNames': route<readonly PathName[]>()(z.object({ beginning: z.string().max(2000) })),
  /** Puts the results of these jobs on the clipboard as one array of JSON. `left`: jobs without a result that can be read. */
  'jobs.copyResults': route<{ readonly results: number; readonly left: number }>()(chosenJobs),
  /**
   * Saves their results as such an array, or a row for each of them, where the person chooses. Null when they cancelled.
   */
  'jobs.saveResults': route<{ readonly results: number; readonly left: number } | null>()(
    chosenJobs.extend({ as: z.enum(['json', 'csv', 'ndjson']) }),
  ),
  /** Deletes ended jobs; started ones are no longer watched, the others stay. */
  'jobs.delete': route<Deletion>()(selection),
  /** Brings back what a deletion removed. Answers with how many jobs it had deleted. */
  'jobs.restore': route<number>()(commandId.extend({ deletionId: z.string().min(1) })),
  /** The deletions that can be undone, newest first. */
  'jobs.deletions': route<readonly Deletion[]>()(z.undefined()),
  /**
   * Puts a result on the clipboard, done by main: `raw` the bytes received, `json` indented with key order and numbers
   * exact, `value` the same but a text without quotes; or a node of it by RFC 6901 pointer. Answers with how many bytes were copied.
   */
  'jobs.copy': route<{ readonly bytes: number }>()(
    z.object({
      jobId: z.string().min(1),
      as: z.enum(['raw', 'json', 'value']),
      pointer: z.string().max(200_000).optional(),
    }),
  ),
  /**
   * Asks the person where, then saves an output file of the result there (named by RFC 6901 pointer).
   * Null when the person cancelled.
   */
  'jobs.saveFile': route<{ readonly bytes: number } | null>()(
    z.object({ jobId: z.string().min(1), pointer: z.string().max(200_000) }),
  ),
  /**
   * Asks the person for a folder, then saves the output files of these jobs there, named by a pattern; goes on while the window does
   * something else (then by `outputFiles.saving`). Null when the person cancelled.
   */
  'outputFiles.save': route<FileSaving | null>()(
    chosenJobs.extend({ pattern: z.string().min(1).max(MAX_PATTERN_LENGTH), sidecars: z.boolean() }),
  ),
  /** Goes on with a saving that was stopped, or in which files were missed, in its folder. */
  'outputFiles.saveAgain': route<FileSaving>()(savingId),
  'outputFiles.cancelSaving': route<null>()(savingId),
}

export interface JobEvents {
  'outputFiles.saving': FileSaving
  /** Batched and packed: the newest state of at most 500 changed jobs; `more` says that others changed too (ask again). */
  'jobs.changed': { readonly jobs: readonly Job[]; readonly more: boolean }
  /** Results were read for the search. */
  'facts.changed': FactsProgress
  'runs.changed': { readonly runs: readonly Run[] }
}
