import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'

/** One request as it was sent over the wire. */
export interface WireRequest {
  /** The path and query of the first line. */
  readonly target: string
  readonly head: string
  /** The number of the connection, and of the request on it, both from 0. */
  readonly connection: number
  readonly turn: number
}

export interface WireServer {
  readonly url: string
  /** Every request whose head was read, in order. */
  readonly requests: readonly WireRequest[]
  readonly connections: () => number
  close(): Promise<void>
}

interface Behaviour {
  readonly tls?: TlsOptions
  /** Called when a connection opens, before anything is read. */
  readonly opened?: (socket: Socket, connection: number) => void
  readonly answer: (request: WireRequest, socket: Socket) => void
}

/** A server without any HTTP of its own, so that a test decides about each byte on the wire. */
export async function startWireServer(behaviour: Behaviour): Promise<WireServer> {
  const requests: WireRequest[] = []
  const sockets: Socket[] = []
  const serve = (socket: Socket): void => {
    const connection = sockets.push(socket) - 1
    let turn = 0
    let text = ''
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        const head = text.slice(0, end)
        text = text.slice(end + 4)
        const request = { target: head.split(' ')[1] ?? '', head, connection, turn: turn++ }
        requests.push(request)
        behaviour.answer(request, socket)
      }
    })
    behaviour.opened?.(socket, connection)
  }
  const server = behaviour.tls === undefined ? createServer(serve) : createTlsServer(behaviour.tls, serve)
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `${behaviour.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    requests,
    connections: () => sockets.length,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A whole HTTP/1.1 answer that keeps the connection open. */
export function toHttpAnswer(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status} -\r\n${lines.join('')}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

/** undici can use a connection again two turns of the event loop after the answer. */
export async function waitForFreeConnection(): Promise<void> {
  await setImmediate()
  await setImmediate()
}
