import { randomUUID } from 'node:crypto'
import type { StartedJob } from './ledger.ts'

/** A body too large to hold: its length is known, its bytes are made while they are sent. */
export interface LargeBody {
  readonly byteLength: number
  readonly chunks: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>
}

export type Body = string | Uint8Array | LargeBody

export interface Answer {
  readonly status: number
  readonly type: string
  readonly body: Body
  readonly headers?: Readonly<Record<string, string>>
  /** What the ledger keeps beside the request. */
  readonly note?: AnswerNote
}

/** What a handler tells the ledger about a request. */
export interface AnswerNote {
  readonly jobid?: string
  readonly workflow?: string
  readonly source?: string
  /** The jobs the request started. */
  readonly started?: readonly StartedJob[]
  /** Why it was refused, in one word or two: the body itself says only what the service says. */
  readonly reason?: string
  readonly bytes?: number
  readonly sha256?: string
}

export const JSON_TYPE = 'application/json'

export function json(status: number, value: unknown, note?: AnswerNote): Answer {
  return withNote({ status, type: JSON_TYPE, body: JSON.stringify(value) }, note)
}

export function withNote(answer: Answer, note: AnswerNote | undefined): Answer {
  return note === undefined ? answer : { ...answer, note: { ...answer.note, ...note } }
}

/** The edge that refuses: processing (CDN), upload or the cloud API. Shown in the `i` of its errors. */
export type Edge = 'PRC' | 'UPL' | 'CLR'

/** A refusal in the shape the service was seen to use: error, correlation id, instance, Unix seconds. */
export function refusal(status: number, error: string, edge: Edge, now: number, note: AnswerNote): Answer {
  const body = { error, c: randomUUID(), i: `${edge}-sbx-1-10`, t: Math.floor(now / 1000) }
  return json(status, body, note)
}

export function invalidKey(edge: Edge, now: number): Answer {
  return refusal(401, 'Invalid API key', edge, now, { reason: 'key' })
}

export function invalidPolicy(edge: Edge, now: number, reason: string): Answer {
  return refusal(403, 'Invalid App policy', edge, now, { reason })
}
