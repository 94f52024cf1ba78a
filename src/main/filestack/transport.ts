import type { Failure } from './failures.ts'
import type { BodyFile } from '#main/lib/body-file.ts'
import type { RequestPurpose } from './gate/request-kind.ts'

/** The body of a request: bytes in memory, or exactly so many bytes that are read while they are sent. */
export type HttpBody = Uint8Array | { readonly bytes: number; readonly open: () => AsyncIterable<Uint8Array> }

export interface HttpRequest {
  /** Its purpose: the gate lets it pass only when everything else about it fits the purpose. */
  readonly purpose: RequestPurpose
  /** GET by default. */
  readonly method?: 'GET' | 'POST' | 'PUT'
  /** Already encoded; its path is sent as it is written here. */
  readonly url: string
  readonly body?: HttpBody
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

export type HttpOutcome =
  | {
      readonly kind: 'answer'
      readonly status: number
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>
      /** As received, byte for byte; empty where the body is in `file`. */
      readonly body: Uint8Array
      /** A large result, complete, and on the disk already. */
      readonly file?: BodyFile
      /** Why the body is incomplete; null when it is complete. */
      readonly broken: Failure | null
    }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** Sends a request that fits its purpose, once: no retry, no redirect, no cache, never a rejection. */
export interface Transport {
  send(request: HttpRequest): Promise<HttpOutcome>
  /** Drops the connections; requests under way end as failed. */
  close(): Promise<void>
}
