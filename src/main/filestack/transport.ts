import type { Failure } from './failures.ts'
import type { RequestPurpose } from './gate/request-kind.ts'

/** What a request carries: bytes at hand, or bytes that are read as they leave, so many and no other number. */
export type HttpBody = Uint8Array | { readonly bytes: number; readonly open: () => AsyncIterable<Uint8Array> }

export interface HttpRequest {
  /** What it is for: the gate lets it out only if everything else of it fits. */
  readonly purpose: RequestPurpose
  /** GET unless told. */
  readonly method?: 'GET' | 'POST' | 'PUT'
  /** Encoded already; its path goes on the wire as it is written here. */
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
      /** As received, byte for byte. */
      readonly body: Uint8Array
      /** Why the body is not whole; null when it is. */
      readonly broken: Failure | null
    }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** Sends a request that fits its purpose, once: no retry, no redirect, no cache, never a rejection. */
export interface Transport {
  send(request: HttpRequest): Promise<HttpOutcome>
  /** Drops the connections; requests under way end as failed. */
  close(): Promise<void>
}
