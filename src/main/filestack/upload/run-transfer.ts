import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { ok, type Result } from '#shared/model/result.ts'
import type { UploadTicket } from '#shared/model/upload.ts'
import { retryUntilResult } from './retry.ts'
import { sendParts, type SentParts } from './send-parts.ts'
import type { TransferOutcome } from './transfer-api.ts'
import { wait } from '#main/lib/wait.ts'
import { withCredentials, type StepFailure, type TransferContext } from './transfer-context.ts'

/** The service does not know the upload of an earlier try any more; no file was made of it. */
export interface ForgottenUpload {
  readonly kind: 'forgotten'
  readonly error: AppError
}

/** The merging of the parts is waited for at least this long, and a second more for every 10 MB. */
const MIN_MERGE_TIME_MS = 300_000
const MERGED_BYTES_PER_MS = 10_000
/** Waits between two questions whether the parts are merged, from short to long. */
const FIRST_MERGE_POLL_MS = 250
const MAX_MERGE_POLL_MS = 1_000

/** Start, parts, completion; what an earlier try did is not done again. */
export async function runTransfer(context: TransferContext): Promise<TransferOutcome | ForgottenUpload> {
  const earlier = context.file.state.ticket
  const ticket = earlier === null ? await startUpload(context) : ok(earlier)
  if (!ticket.ok) return toOutcome(ticket.error)
  const sent = await sendParts(context, ticket.data)
  if (sent.ok) return completeUpload(context, ticket.data, sent.data)
  const { error } = sent
  return earlier !== null && isForgottenByService(error) ? { kind: 'forgotten', error } : toOutcome(error)
}

/** Asks for a ticket, which is in the journal before the first part is sent. */
async function startUpload(context: TransferContext): Promise<Result<UploadTicket, StepFailure>> {
  const { client, file, journal, slots, signal } = context
  const started = await retryUntilResult(context, () =>
    withCredentials(context, (credentials) =>
      slots.request(signal, () => client.start(credentials, file, file.store, signal)),
    ),
  )
  if (started.ok) await journal.saveTicket(started.data)
  return started
}

/**
 * Asks the service to merge the parts until it names the file; asked again it names the same file. A refusal may follow a call
 * that was carried out and whose answer was lost. Therefore the upload never begins anew here, which could make a second file.
 */
async function completeUpload(
  context: TransferContext,
  ticket: UploadTicket,
  { parts, sha256 }: SentParts,
): Promise<TransferOutcome> {
  const { client, clock, file, slots, signal } = context
  const maxWaitMs = MIN_MERGE_TIME_MS + file.size / MERGED_BYTES_PER_MS
  // Only the waits between answers count: a time offline says nothing of the merging.
  let waitedMs = 0
  for (let waitMs = FIRST_MERGE_POLL_MS; ; waitMs = Math.min(MAX_MERGE_POLL_MS, waitMs * 2)) {
    const answer = await retryUntilResult(context, () =>
      withCredentials(context, (credentials) =>
        slots.request(signal, () => client.complete(credentials, ticket, file, parts, file.store, signal)),
      ),
    )
    if (!answer.ok) {
      const isForgotten = file.state.ticket !== null && isForgottenByService(answer.error)
      return isForgotten ? { kind: 'failed', error: answer.error, startsOver: true } : toOutcome(answer.error)
    }
    if (answer.data !== null) return { kind: 'stored', ...answer.data, sha256 }
    if (waitedMs >= maxWaitMs) return toFailedOutcome(appError('upload.notMerged'))
    await wait(clock, waitMs, signal)
    waitedMs += waitMs
  }
}

/** A refusal of the upload itself, not of the credentials, a proxy or the rate. */
function isForgottenByService(error: StepFailure): error is AppError {
  const status = error?.status ?? 0
  return status >= 400 && status < 500 && ![401, 403, 407, 429].includes(status)
}

function toOutcome(error: StepFailure): TransferOutcome {
  return error === null ? { kind: 'cancelled' } : toFailedOutcome(error)
}

export function toFailedOutcome(error: AppError): TransferOutcome {
  return { kind: 'failed', error, startsOver: error.code === 'upload.changed' }
}
