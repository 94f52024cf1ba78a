import type { Credentials } from '#main/filestack/client.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { UploadClient, UploadOutcome } from './client.ts'
import type { LocalFile } from './local-file.ts'
import type { TransferOptions } from './transfer-api.ts'
import type { Clock } from './waiting.ts'

/** What transfers are made with. */
export interface TransferDeps {
  readonly client: UploadClient
  readonly clock: Clock
  /** 0 ≤ x < 1. */
  readonly random: () => number
}

/** One file on its way. */
export interface Work extends TransferDeps, TransferOptions {
  readonly local: LocalFile
}

/** Why a step came to no result; null when it was called off. */
export type Failed = AppError | null

/** A request with the credentials of this moment; without them it is refused. */
export async function signedIn<T>(
  { credentials }: Pick<Work, 'credentials'>,
  request: (credentials: Credentials) => Promise<UploadOutcome<T>>,
): Promise<UploadOutcome<T>> {
  const found = await credentials()
  return found.ok ? request(found.data) : { kind: 'refused', error: found.error }
}
