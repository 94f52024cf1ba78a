import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Answer } from './answer.ts'

export type Headers = Readonly<Record<string, string>>

/** Sends an answer whole. Resolves when it has left, or when the other side has gone. */
export async function sendWhole(response: ServerResponse, answer: Answer, headers: Headers): Promise<void> {
  const { body } = answer
  if (response.closed) return
  response.writeHead(answer.status, headersOf(answer, headers))
  if (typeof body === 'string' || body instanceof Uint8Array) {
    const left = once(response, 'close')
    response.end(body)
    await left
    return
  }
  // A reader that goes away in the middle is its own business.
  await pipeline(Readable.from(body.chunks(), { objectMode: false }), response).catch(() => undefined)
}

/** Sends the head and half of the body, then cuts the connection; where there is no body, just cuts it. */
export async function sendHalf(response: ServerResponse, answer: Answer, headers: Headers): Promise<void> {
  const half = firstHalf(answer)
  if (response.closed) return
  if (half.length === 0) {
    reset(response)
    return
  }
  const left = once(response, 'close')
  response.writeHead(answer.status, headersOf(answer, headers))
  response.write(half, () => response.socket?.destroy())
  await left
}

/** Cuts the connection without a word: the other side sees a reset. */
export function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy()
}

function headersOf({ type, body }: Answer, headers: Headers): Record<string, string | number> {
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength
  return { 'Content-Type': type, 'Content-Length': length, ...headers }
}

/** Of a body too large to hold, its first chunk: that is less than half. */
function firstHalf({ body }: Answer): Uint8Array {
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
    for (const chunk of body.chunks()) return chunk
    return new Uint8Array()
  }
  const bytes = Buffer.from(body)
  return bytes.subarray(0, bytes.length >> 1)
}
