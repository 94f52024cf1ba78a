import { z } from 'zod'
import type { AppError } from '#shared/errors/app-error.ts'
import type {
  BilledStarts,
  FailureGroup,
  RateStatus,
  Run,
  RunFigures,
  UploadProgress,
} from '#shared/model/run.ts'
import { route } from './contract.ts'
import { packed } from './packed-schema.ts'

/** A source as the renderer sends it; a URL travels whole, main seals it where its query signs it. */
export const sourceInputSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('handle'), handle: z.string().min(1).max(64) }),
  z.object({ kind: z.literal('url'), url: z.url().max(16_384) }),
  z.object({
    kind: z.literal('alias'),
    alias: z.string().min(1).max(256),
    path: z.string().min(1).max(4096),
  }),
  /** A file that main has found (`files.found`). With a handle, the file is not uploaded: these bytes are there. */
  z.object({
    kind: z.literal('file'),
    fileId: z.string().min(1),
    handle: z.string().min(1).max(64).optional(),
  }),
])
export type SourceInput = z.infer<typeof sourceInputSchema>

const chosen = z.object({ connectionId: z.string().min(1), workflowId: z.string().trim().max(128) })
const MOST = 1_000_000
const plan = chosen.extend({ sources: packed(sourceInputSchema, MOST) })

/** Labels of each source, in the order of `sources`; null for one without. */
const labels = packed(z.record(z.string().max(200), z.string().max(2000)).nullable(), MOST)

/** Which jobs are run again, each as a new job with `retryOf`. *May have started* ones only when asked for. */
const again = z.object({
  from: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('jobs'), jobIds: z.array(z.string().min(1)).min(1).max(100_000) }),
    /** Failed and refused jobs of a run; of one cause only, when `cause` names it. */
    z.object({
      kind: z.literal('run'),
      runId: z.string().min(1),
      cause: z.object({ code: z.string(), message: z.string() }).optional(),
    }),
    /** All that match a query of the grammar on a connection; null for every connection. */
    z.object({
      kind: z.literal('query'),
      connectionId: z.string().min(1).nullable(),
      query: z.string().max(2000),
    }),
  ]),
  /** Another workflow than theirs. */
  workflowId: z.string().trim().max(128).optional(),
  includeUnknown: z.boolean(),
})
export type RunAgainInput = z.infer<typeof again>

/** What running again would do. Jobs of several connections or workflows become a run each. */
export interface RerunPreview {
  readonly jobs: number
  readonly runs: number
  /** *May have started* ones among the matches: left out unless asked for. */
  readonly unknown: number
  /** Matches that cannot be run again now (still waiting or running). */
  readonly open: number
}

/** Which sources of a plan need not be run or uploaded again; indexes into its sources. */
export interface ExistingResults {
  /** With a finished result of this workflow on this connection. */
  readonly results: readonly number[]
  /** Files whose bytes are there under a handle. */
  readonly files: readonly {
    readonly index: number
    readonly handle: string
    readonly filename: string
    /** Unix ms. */
    readonly uploadedAt: number
  }[]
}

/** The confirm strip: what Run would do. Told before a request is spent. */
export interface RunPreview {
  readonly jobs: number
  /** When the policy ends, Unix seconds; null without one (or signed fresh by the app secret). */
  readonly policyExpiry: number | null
  /** Typical length of one job in ms by earlier ones; null when nothing is known. */
  readonly usualMs: number | null
  /** Files to upload, and their bytes. */
  readonly uploads: { readonly files: number; readonly bytes: number }
  /** The first requests as they would be sent, secrets cut. */
  readonly requests: readonly string[]
  /** Why it cannot be run as it stands (expired policy, secret missing, workflow id…): Run is disabled with it. */
  readonly blocked: AppError | null
  /** Worth knowing, not blocking (workflow id is no UUID, a policy that ends soon). */
  readonly warnings: readonly AppError[]
}

const runId = z.object({ runId: z.string().min(1) })

export const runRoutes = {
  /** `sources` are only the first few, `total` says how many there are. */
  'runs.preview': route<RunPreview>()(
    chosen.extend({ sources: z.array(sourceInputSchema).max(100), total: z.number().int().min(0) }),
  ),
  'runs.create': route<Run>()(
    plan.extend({
      labels: labels.optional(),
      options: z.object({ firstResults: z.number().int().min(1).nullable() }).optional(),
    }),
  ),
  /** Compares all sources of a plan with the journal. Files are hashed only where a known upload has their size. */
  'runs.findExisting': route<ExistingResults>()(plan),
  'runs.figures': route<RunFigures>()(runId),
  'runs.uploadProgress': route<UploadProgress>()(runId),
  'runs.rerun': route<readonly Run[]>()(again),
  'runs.rerunPreview': route<RerunPreview>()(again),
  /** Saves the jobs of a run as a sheet, in the order of its list, labels first. Null: the person thought better. */
  'runs.export': route<{ readonly rows: number } | null>()(runId.extend({ as: z.enum(['csv', 'ndjson']) })),
  /** Billed starts of a connection. */
  'runs.billedStarts': route<BilledStarts>()(z.object({ connectionId: z.string().min(1) })),
  /** How each connection's requests go now (then by `rateStatuses.changed`). */
  'runs.rateStatuses': route<readonly RateStatus[]>()(z.undefined()),
  'runs.list': route<readonly Run[]>()(
    z.object({
      connectionId: z.string().optional(),
      active: z.boolean(),
      limit: z.number().int().min(1).max(200),
    }),
  ),
  'runs.get': route<Run>()(runId),
  'runs.failures': route<readonly FailureGroup[]>()(runId),
  'runs.pause': route<Run>()(runId),
  /** Goes on after a pause; after refusals it also puts the refused ones back in the queue. */
  'runs.resume': route<Run>()(runId),
  /** What waits is not sent any more; what was sent is watched to its end. */
  'runs.stop': route<Run>()(runId),
}

export interface RunEvents {
  'rateStatuses.changed': { readonly rateStatuses: readonly RateStatus[] }
  'uploads.progress': { readonly uploads: readonly UploadProgress[] }
}
