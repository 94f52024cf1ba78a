import { randomUUID } from 'node:crypto'
import type { StartedJob } from './ledger.ts'

/** A body too large for memory: its length is known, its bytes are made while they are sent. */
interface LargeBody {
  readonly byteLength: number
  readonly chunks: () => Iterable<Uint8Array>
}

export type Body = string | Uint8Array | LargeBody

export interface Answer {
  readonly status: number
  readonly type: string
  readonly body: Body
  readonly headers?: Readonly<Record<string, string>>
  /** What the ledger keeps about the request. */
  readonly note?: AnswerNote
}

/** What a handler tells the ledger about a request. */
export interface AnswerNote {
  readonly jobid?: string
  readonly workflow?: string
  readonly source?: string
  /** The jobs the request started. */
  readonly started?: readonly StartedJob[]
  /** Why it was refused, in a word or two. The body says only what the real service says. */
  readonly reason?: string
}

export function json(status: number, value: unknown, note: AnswerNote = {}): Answer {
  return jsonText(status, JSON.stringify(value), note)
}

/** An answer whose JSON is already text, or made while it is sent. */
export function jsonText(status: number, body: Body, note: AnswerNote = {}): Answer {
  return { status, type: 'application/json', body, note }
}

/** The part of the service that refuses: processing (CDN), upload or the cloud API. Shown in the `i` of its errors. */
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

/** All bytes of a body, in memory. */
export function toBytes(body: Body): Uint8Array {
  if (typeof body === 'string') return Buffer.from(body)
  return body instanceof Uint8Array ? body : Buffer.concat([...body.chunks()])
}
