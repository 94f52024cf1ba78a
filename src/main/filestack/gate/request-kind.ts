import { MAX_ANSWER_BYTES, MAX_RESULT_BYTES } from '#shared/model/bounds.ts'
import type { Hosts } from '#shared/model/connection.ts'

/**
 * What a request is for. `start` is billed; `status` and `metadata` read; `upload` speaks with the service about a file, and
 * `part` carries its bytes to the storage that the service names.
 */
export type RequestKind = 'start' | 'status' | 'metadata' | 'upload' | 'part'

/** What the gate judges a request by: what the request claims to do, and for which connection. */
export interface RequestPurpose {
  readonly kind: RequestKind
  readonly connection: { readonly apiKey: string; readonly hosts: Hosts }
}

/** The largest body of a good answer, by kind. */
export const MAX_BODY_BYTES: Readonly<Record<RequestKind, number>> = {
  start: MAX_ANSWER_BYTES,
  status: MAX_RESULT_BYTES,
  metadata: MAX_ANSWER_BYTES,
  upload: MAX_ANSWER_BYTES,
  part: MAX_ANSWER_BYTES,
}

/** Why a request is not sent. */
export type BlockedReason = 'method' | 'address' | 'path' | 'header' | 'body'
