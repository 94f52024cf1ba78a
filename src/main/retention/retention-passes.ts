import type { Clock } from '#main/lib/clock.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { formatCounted } from '#shared/format/count.ts'
import type { RetentionRule } from '#shared/model/retention.ts'
import type { Retention } from './retention.ts'

const PASS_INTERVAL_MS = 6 * 3_600_000
/** After the results that a rule asks about are not read yet. */
const RETRY_MS = 10 * 60_000

export interface RetentionPassesOptions {
  readonly retention: Pick<Retention, 'applyUnseen'>
  /** The rule that is on; null: none. */
  readonly rule: () => RetentionRule | null
  readonly clock: Clock
  readonly onNotice: (notice: AppError) => void
  readonly onBug: (cause: unknown) => void
}

/** Applies the rule that is on now and every six hours, and says what was deleted. Returns a function that ends it. */
export function startRetentionPasses(options: RetentionPassesOptions): () => void {
  const { clock, onBug } = options
  let cancel = (): void => undefined
  let isOver = false
  const pass = async (): Promise<void> => {
    const delay = await applyOnce(options).catch((cause: unknown) => {
      onBug(cause)
      return PASS_INTERVAL_MS
    })
    if (!isOver) cancel = clock.after(delay, () => void pass())
  }
  void pass()
  return () => {
    isOver = true
    cancel()
  }
}

/** Answers with the time until the next pass, ms. */
async function applyOnce({ retention, rule, clock, onNotice }: RetentionPassesOptions): Promise<number> {
  const wanted = rule()
  if (wanted === null) return PASS_INTERVAL_MS
  const deleted = await retention.applyUnseen(wanted, clock.now())
  if (deleted === null) return PASS_INTERVAL_MS
  if (!deleted.ok) {
    if (deleted.error.code === 'search.incomplete') return RETRY_MS
    onNotice(deleted.error)
    return PASS_INTERVAL_MS
  }
  const { jobs } = deleted.data
  if (jobs > 0) onNotice(appError('retention.deleted', { jobs: formatCounted(jobs, 'job', 'jobs') }))
  return PASS_INTERVAL_MS
}
