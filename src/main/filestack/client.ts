import type { AppError } from '#shared/errors/app-error.ts'
import type { Hosts, SourceEncoding } from '#shared/model/connection.ts'
import type { ReceivedBody } from '#main/lib/body-file.ts'
import type { ResultFacts } from './results/result-facts.ts'
import type { RunnableSource } from './urls.ts'

/** A connection ready for use: its secrets in clear, only ever in main's memory. */
export interface Credentials {
  readonly apiKey: string
  readonly hosts: Hosts
  readonly sourceEncoding: SourceEncoding
  readonly security:
    | { readonly kind: 'none' }
    | { readonly kind: 'policy'; readonly policy: string; readonly signature: string }
    | { readonly kind: 'secret'; readonly appSecret: string }
}

/** What the answer says about the rate: from `Filestack-*` headers and `Retry-After`; times in Unix ms. */
export interface RateHint {
  readonly limit: number | null
  readonly remaining: number | null
  readonly resetAt: number | null
  readonly retryAt: number | null
  /** The end of the window by the server's own clock, where the header names it: which window the numbers belong to. */
  readonly windowEnd?: number
}

/** Rate headers of an answer that is no refusal of the rate: they tell of a closing window before it closes. */
export interface WithRate {
  readonly rate?: RateHint
}

/** A refusal that says nothing of the job or the rate. */
interface MayBeMistimed {
  /** The policy was signed by our own clock, and this answer is the first to show that the server's is another. */
  readonly isMistimed?: true
}

/** What came of one `run_workflow` request, by the engine's contract 1. */
export type RunOutcome = WithRate & RunAnswer
export type RunAnswer =
  | {
      readonly kind: 'started'
      readonly remoteJobId: string
      readonly remoteStatus: string
      readonly serverCreatedAt: number | null
    }
  /**
   * Surely not started: no byte was sent, or 429, or 503 with rate headers or Retry-After, or refused for a policy of the wrong
   * time (`isMistimed`). May be sent again.
   */
  | ({ readonly kind: 'notStarted'; readonly error: AppError; readonly rate: RateHint } & MayBeMistimed)
  /** 400, 401, 403, 404: the service said no. */
  | { readonly kind: 'rejected'; readonly error: AppError }
  /** Everything else: it may have started. Never repeated by itself. */
  | { readonly kind: 'unknown'; readonly error: AppError }

/** What the service says a job is, by its id; null where it does not say. */
export interface RemoteJobInfo {
  readonly workflow: string | null
  /** Its first source, as the service writes it. */
  readonly source: string | null
}

/** The outcome of one `workflow_status` request. */
export type StatusOutcome = WithRate & StatusAnswer
export type StatusAnswer =
  | ({ readonly kind: 'running'; readonly remoteStatus: string } & RemoteJobInfo)
  | (RemoteJobInfo & {
      readonly kind: 'ended'
      readonly end: 'finished' | 'failed'
      readonly remoteStatus: string
      /** The raw body as received, byte for byte. Whoever does not keep it calls `discardBody`. */
      readonly body: ReceivedBody
      /** What the body says. */
      readonly facts: ResultFacts
      /** Server `updatedAt − createdAt`, ms. */
      readonly durationMs: number | null
      /** Seconds the result stays. */
      readonly ttl: number | null
      /** By our clock, as far as the server's is known. */
      readonly serverUpdatedAt: number | null
    })
  /** The service's own word, in JSON, that it does not have the job: 404 or 410. */
  | { readonly kind: 'gone'; readonly error: AppError }
  /** Anything that a later poll may mend (network, 5xx, 429, web pages, cut, 401/403 after a policy ended). */
  | ({ readonly kind: 'retry'; readonly error: AppError; readonly rate: RateHint } & MayBeMistimed)
  /** The answer came, and could not be written here: the disk is full or fails. */
  | { readonly kind: 'unkept'; readonly error: AppError }
  /** No request was made: what is known here forbids it. It tells nothing of the job. */
  | { readonly kind: 'withheld'; readonly error: AppError }

/** The Filestack client: one request a call, no retry, no cache, no redirect. Never throws for what a server can do. */
export interface FilestackClient {
  /** The time of the server of this base URL, Unix ms, as far as an answer has shown it. */
  serverNow(baseUrl: string): number
  run(
    credentials: Credentials,
    workflowId: string,
    source: RunnableSource,
    signal: AbortSignal,
  ): Promise<RunOutcome>
  status(credentials: Credentials, remoteJobId: string, signal: AbortSignal): Promise<StatusOutcome>
  /** Metadata of a handle: does the handle and the security work? `ok:true` with the raw JSON text. */
  metadata(
    credentials: Credentials,
    handle: string,
    signal: AbortSignal,
  ): Promise<
    | { readonly ok: true; readonly data: { readonly text: string } }
    | { readonly ok: false; readonly error: AppError }
  >
}
