import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { ok, type Result } from '#shared/model/result.ts'
import type { UploadTicket } from '#shared/model/upload.ts'
import { attempt } from './attempts.ts'
import { sendParts, type Sent } from './send-parts.ts'
import type { TransferOutcome } from './transfer-api.ts'
import { wait } from './waiting.ts'
import { signedIn, type Failed, type Work } from './work.ts'

/** The service does not know any more what an earlier try began; no byte of it became a file. */
export interface Forgotten {
  readonly kind: 'forgotten'
  readonly error: AppError
}

/** The parts are merged for at least this long, and a second more for every 10 MB. */
const MERGING_MS = 300_000
const MERGED_PER_MS = 10_000
/** Between two questions whether they are merged, ms: soon at first, then each second. */
const FIRST_PAUSE = 250
const PAUSE = 1_000

/** Start, parts, complete: from where an earlier try came to. */
export async function carry(work: Work): Promise<TransferOutcome | Forgotten> {
  const earlier = work.file.state.ticket
  const ticket = earlier === null ? await begin(work) : ok(earlier)
  if (!ticket.ok) return endOf(ticket.error)
  const sent = await sendParts(work, ticket.data)
  if (sent.ok) return complete(work, ticket.data, sent.data)
  const { error } = sent
  return earlier !== null && isUnknownThere(error) ? { kind: 'forgotten', error } : endOf(error)
}

/** The ticket is on the disk before the first part leaves. */
async function begin(work: Work): Promise<Result<UploadTicket, Failed>> {
  const { client, file, keeper, signal } = work
  const begun = await attempt(work, () =>
    signedIn(work, (credentials) => client.start(credentials, file, file.store, signal)),
  )
  if (begun.ok) await keeper.ticket(begun.data)
  return begun
}

/**
 * Asked again it tells the same file again. A refusal may come after a call that was carried out and whose answer was
 * lost: so it never begins anew by itself, which could make a second file.
 */
async function complete(work: Work, ticket: UploadTicket, { parts, sha256 }: Sent): Promise<TransferOutcome> {
  const { client, clock, file, signal } = work
  const until = clock.now() + MERGING_MS + file.size / MERGED_PER_MS
  for (let pause = FIRST_PAUSE; ; pause = Math.min(PAUSE, pause * 2)) {
    const told = await attempt(work, () =>
      signedIn(work, (credentials) => client.complete(credentials, ticket, file, parts, file.store, signal)),
    )
    if (!told.ok) {
      const worthless = file.state.ticket !== null && isUnknownThere(told.error)
      return worthless ? { kind: 'failed', error: told.error, startsOver: true } : endOf(told.error)
    }
    if (told.data !== null) return { kind: 'stored', ...told.data, sha256 }
    if (clock.now() >= until) return failed(appError('upload.notMerged'))
    await wait(clock, pause, signal)
  }
}

/** A refusal of the upload itself, not of who asks. */
function isUnknownThere(error: Failed): error is AppError {
  const status = error?.status ?? 0
  return status >= 400 && status < 500 && ![401, 403, 407, 429].includes(status)
}

function endOf(error: Failed): TransferOutcome {
  return error === null ? { kind: 'halted' } : failed(error)
}

export function failed(error: AppError): TransferOutcome {
  return { kind: 'failed', error, startsOver: error.code === 'upload.changed' }
}
