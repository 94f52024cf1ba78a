import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Answer } from './answer.ts'

export type Headers = Readonly<Record<string, string>>

/** Sends a whole answer. Resolves when it is sent, or when the client has hung up. */
export async function sendWhole(response: ServerResponse, answer: Answer, headers: Headers): Promise<void> {
  const { body } = answer
  if (response.closed) return
  response.writeHead(answer.status, createHeaders(answer, headers))
  if (typeof body === 'string' || body instanceof Uint8Array) {
    const closed = once(response, 'close')
    response.end(body)
    await closed
    return
  }
  // A client that hangs up in the middle is no error here.
  await pipeline(Readable.from(body.chunks(), { objectMode: false }), response).catch(() => undefined)
}

/** Sends the head and half of the body, then cuts the connection. Without a body, it only cuts the connection. */
export async function sendHalf(response: ServerResponse, answer: Answer, headers: Headers): Promise<void> {
  const half = firstHalf(answer)
  if (response.closed) return
  if (half.length === 0) {
    reset(response)
    return
  }
  const closed = once(response, 'close')
  response.writeHead(answer.status, createHeaders(answer, headers))
  response.write(half, () => response.socket?.destroy())
  await closed
}

/** Resets the connection without an answer. */
export function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy()
}

function createHeaders({ type, body }: Answer, headers: Headers): Record<string, string | number> {
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength
  return { 'Content-Type': type, 'Content-Length': length, ...headers }
}

/** Half of the bytes; of a body too large for memory only its first chunk, which is less. */
function firstHalf({ body }: Answer): Uint8Array {
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
    for (const chunk of body.chunks()) return chunk
    return new Uint8Array()
  }
  const bytes = Buffer.from(body)
  return bytes.subarray(0, bytes.length >> 1)
}
