import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { ok, type Result } from '#shared/model/result.ts'
import type { UploadTicket } from '#shared/model/upload.ts'
import { retryUntilResult } from './retry.ts'
import { sendParts, type SentParts } from './send-parts.ts'
import type { TransferOutcome } from './transfer-api.ts'
import { wait } from '#main/lib/wait.ts'
import { withCredentials, type StepFailure, type TransferContext } from './transfer-context.ts'

/** The service does not know any more what an earlier try began; no byte of it became a file. */
export interface ForgottenUpload {
  readonly kind: 'forgotten'
  readonly error: AppError
}

/** The parts are merged for at least this long, and a second more for every 10 MB. */
const MIN_MERGE_TIME_MS = 300_000
const MERGED_BYTES_PER_MS = 10_000
/** Between two questions whether they are merged, ms: soon at first, then each second. */
const FIRST_MERGE_POLL_MS = 250
const MAX_MERGE_POLL_MS = 1_000

/** Start, parts, complete: from where an earlier try came to. */
export async function runTransfer(work: TransferContext): Promise<TransferOutcome | ForgottenUpload> {
  const earlier = work.file.state.ticket
  const ticket = earlier === null ? await startUpload(work) : ok(earlier)
  if (!ticket.ok) return toOutcome(ticket.error)
  const sent = await sendParts(work, ticket.data)
  if (sent.ok) return completeUpload(work, ticket.data, sent.data)
  const { error } = sent
  return earlier !== null && isForgottenByService(error) ? { kind: 'forgotten', error } : toOutcome(error)
}

/** The ticket is on the disk before the first part leaves. */
async function startUpload(work: TransferContext): Promise<Result<UploadTicket, StepFailure>> {
  const { client, file, journal, signal } = work
  const begun = await retryUntilResult(work, () =>
    withCredentials(work, (credentials) => client.start(credentials, file, file.store, signal)),
  )
  if (begun.ok) await journal.saveTicket(begun.data)
  return begun
}

/**
 * Asked again it tells the same file again. A refusal may come after a call that was carried out and whose answer was
 * lost: so it never begins anew by itself, which could make a second file.
 */
async function completeUpload(
  work: TransferContext,
  ticket: UploadTicket,
  { parts, sha256 }: SentParts,
): Promise<TransferOutcome> {
  const { client, clock, file, signal } = work
  const until = clock.now() + MIN_MERGE_TIME_MS + file.size / MERGED_BYTES_PER_MS
  for (let pause = FIRST_MERGE_POLL_MS; ; pause = Math.min(MAX_MERGE_POLL_MS, pause * 2)) {
    const told = await retryUntilResult(work, () =>
      withCredentials(work, (credentials) =>
        client.complete(credentials, ticket, file, parts, file.store, signal),
      ),
    )
    if (!told.ok) {
      const worthless = file.state.ticket !== null && isForgottenByService(told.error)
      return worthless ? { kind: 'failed', error: told.error, startsOver: true } : toOutcome(told.error)
    }
    if (told.data !== null) return { kind: 'stored', ...told.data, sha256 }
    if (clock.now() >= until) return toFailedOutcome(appError('upload.notMerged'))
    await wait(clock, pause, signal)
  }
}

/** A refusal of the upload itself, not of who asks. */
function isForgottenByService(error: StepFailure): error is AppError {
  const status = error?.status ?? 0
  return status >= 400 && status < 500 && ![401, 403, 407, 429].includes(status)
}

function toOutcome(error: StepFailure): TransferOutcome {
  return error === null ? { kind: 'halted' } : toFailedOutcome(error)
}

export function toFailedOutcome(error: AppError): TransferOutcome {
  return { kind: 'failed', error, startsOver: error.code === 'upload.changed' }
}
