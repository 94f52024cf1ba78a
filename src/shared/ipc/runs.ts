import { MAX_LABEL_LENGTH, MAX_LABEL_NAME_LENGTH, MAX_RUN_SOURCES } from '#shared/model/bounds.ts'
import { z } from 'zod'
import type { AttachReport } from '#shared/model/attach-report.ts'
import type { ExistingResults } from '#shared/model/existing-results.ts'
import type { LookAgainReport } from '#shared/model/look-again.ts'
import { rerunInputSchema, type RerunPreview } from '#shared/model/rerun.ts'
import type { RunPreview } from '#shared/model/run-preview.ts'
import { sourceInputSchema } from '#shared/model/source-input.ts'
import type {
  BilledStarts,
  FailureGroup,
  RateStatus,
  Run,
  RunFigures,
  UploadProgress,
} from '#shared/model/run.ts'
import { commandId } from './command-id.ts'
import { route } from './route.ts'
import { packedSchema } from './packed-schema.ts'

const chosen = z.object({ connectionId: z.string().min(1), workflowId: z.string().trim().max(128) })
const plan = chosen.extend({ sources: packedSchema(sourceInputSchema, MAX_RUN_SOURCES) })

const runName = z.string().trim().min(1).max(200)

/** Labels of each source, in the order of `sources`; null for one without. */
const labels = packedSchema(
  z.record(z.string().max(MAX_LABEL_NAME_LENGTH), z.string().max(MAX_LABEL_LENGTH)).nullable(),
  MAX_RUN_SOURCES,
)

/** A list as the person sees it. */
const list = plan.extend({
  labels: labels.optional(),
  /** Of the sheet or folder that it came from. */
  name: runName.optional(),
  /** Indexes of sources that have a result and are not run: their rows belong to the sheet of the run all the same. */
  known: z.array(z.number().int().min(0)).max(MAX_RUN_SOURCES).optional(),
  /** Indexes of sources that stand in the list before: one job runs for all of their rows. */
  duplicates: z.array(z.number().int().min(0)).max(MAX_RUN_SOURCES).optional(),
})
const sheetFormat = z.enum(['csv', 'ndjson'])

const runId = z.object({ runId: z.string().min(1) })
const runCommand = runId.extend(commandId.shape)

export const runRoutes = {
  /** `sources` are only the first few, `total` says how many there are. */
  'runs.preview': route<RunPreview>()(
    chosen.extend({ sources: z.array(sourceInputSchema).max(100), total: z.number().int().min(0) }),
  ),
  'runs.create': route<Run>()(
    list.extend(commandId.shape).extend({
      options: z.object({ firstResults: z.number().int().min(1).nullable() }).optional(),
    }),
  ),
  /** Compares all sources of a plan with the journal. Files are hashed only where a known upload has their size. */
  'runs.findExisting': route<ExistingResults>()(plan),
  'runs.figures': route<RunFigures>()(runId),
  'runs.uploadProgress': route<UploadProgress>()(runId),
  'runs.rerun': route<readonly Run[]>()(rerunInputSchema.extend(commandId.shape)),
  /** All expired jobs among these are polled again; of a run, all that it has. */
  'runs.lookAgain': route<LookAgainReport>()(commandId.extend({ from: rerunInputSchema.shape.from })),
  'runs.rerunPreview': route<RerunPreview>()(rerunInputSchema),
  /**
   * Saves the list of a run as a sheet, in its order, labels first: each row with its latest result, also of a rerun.
   * `whole`: of the run that this one runs again. Null when the person cancelled.
   */
  'runs.export': route<{ readonly rows: number } | null>()(
    runId.extend({ as: sheetFormat, whole: z.boolean().optional() }),
  ),
  /** The same for a list of which every source has a result already: there is no run to be made. */
  'runs.exportKnown': route<{ readonly rows: number } | null>()(list.extend({ as: sheetFormat })),
  'runs.rename': route<Run>()(runCommand.extend({ name: runName.nullable() })),
  /** Billed starts of a connection. */
  'runs.billedStarts': route<BilledStarts>()(z.object({ connectionId: z.string().min(1) })),
  /** How each connection's requests go now (then by `rateStatuses.changed`). */
  'runs.rateStatuses': route<readonly RateStatus[]>()(z.undefined()),
  'runs.list': route<readonly Run[]>()(
    z.object({
      connectionId: z.string().optional(),
      active: z.boolean(),
      /** Only those older than this run, by its id. */
      before: z.string().optional(),
      limit: z.number().int().min(1).max(200),
    }),
  ),
  'runs.get': route<Run>()(runId),
  'runs.failures': route<readonly FailureGroup[]>()(runId),
  'runs.pause': route<Run>()(runCommand),
  /** Goes on after a pause; after refusals it also puts the refused ones back in the queue. */
  'runs.resume': route<Run>()(runCommand),
  /** What waits is not sent any more; what was sent is watched to its end. */
  'runs.stop': route<Run>()(runCommand),
  /** Sends what was stopped before it was sent, and nothing else. */
  'runs.sendStopped': route<Run>()(runCommand),
  /** Leaves every *may have started* of a run as it is. */
  'runs.acknowledgeUnknown': route<Run>()(runCommand),
  /** Finds the jobs that these ids belong to among the *may have started* of a run. */
  'runs.attachUnknown': route<AttachReport>()(
    runCommand.extend({ remoteJobIds: z.array(z.string().min(1).max(128)).min(1).max(1000) }),
  ),
}

export interface RunEvents {
  'rateStatuses.changed': { readonly rateStatuses: readonly RateStatus[] }
  'uploads.progress': { readonly uploads: readonly UploadProgress[] }
}
