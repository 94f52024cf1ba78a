import type { Credentials } from '#main/filestack/client.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { UploadClient, UploadOutcome } from './client.ts'
import type { LocalFile } from './local-file.ts'
import type { TransferOptions } from './transfer-api.ts'
import type { Clock } from '#main/lib/clock.ts'

/** What all transfers share. */
export interface TransferDependencies {
  readonly client: UploadClient
  readonly clock: Clock
  /** 0 ≤ x < 1. */
  readonly random: () => number
}

/** One transfer: what it was asked for, and its open file. */
export interface TransferContext extends TransferDependencies, TransferOptions {
  readonly local: LocalFile
}

/** Why a step has no result; null: it was cancelled. */
export type StepFailure = AppError | null

/** Makes a request with the credentials as they are now; without credentials it is refused. */
export async function withCredentials<T>(
  { credentials }: Pick<TransferContext, 'credentials'>,
  request: (credentials: Credentials) => Promise<UploadOutcome<T>>,
): Promise<UploadOutcome<T>> {
  const found = await credentials()
  return found.ok ? request(found.data) : { kind: 'refused', error: found.error }
}
