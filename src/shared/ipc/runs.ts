import { z } from 'zod'
import type { AppError } from '#shared/errors/app-error.ts'
import type { FailureGroup, Run } from '#shared/model/run.ts'
import { route } from './contract.ts'

/** A source as the renderer sends it; a URL travels whole, main seals it where its query signs it. */
export const sourceInputSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('handle'), handle: z.string().min(1).max(64) }),
  z.object({ kind: z.literal('url'), url: z.url().max(16_384) }),
  z.object({
    kind: z.literal('alias'),
    alias: z.string().min(1).max(256),
    path: z.string().min(1).max(4096),
  }),
])
export type SourceInput = z.infer<typeof sourceInputSchema>

const plan = z.object({
  connectionId: z.string().min(1),
  workflowId: z.string().trim().max(128),
  sources: z.array(sourceInputSchema).max(1_000_000),
})

/** The confirm strip: what Run would do. Told before a request is spent. */
export interface RunPreview {
  readonly jobs: number
  /** When the policy ends, Unix seconds; null without one (or signed fresh by the app secret). */
  readonly policyExpiry: number | null
  /** Typical length of one job in ms by earlier ones; null when nothing is known. */
  readonly usualMs: number | null
  /** The first requests as they would be sent, secrets cut. */
  readonly requests: readonly string[]
  /** Why it cannot be run as it stands (expired policy, secret missing, workflow id…): Run is disabled with it. */
  readonly blocked: AppError | null
  /** Worth knowing, not blocking (workflow id is no UUID, a policy that ends soon). */
  readonly warnings: readonly AppError[]
}

const runId = z.object({ runId: z.string().min(1) })

export const runRoutes = {
  /** `sources` may be only the first few, `total` says how many there are: the whole list crosses once, on create. */
  'runs.preview': route<RunPreview>()(plan.extend({ total: z.number().int().min(0) })),
  'runs.create': route<Run>()(plan),
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
