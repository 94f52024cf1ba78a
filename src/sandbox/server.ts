import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Context } from './context.ts'
import { Pipeline } from './pipeline.ts'

const HOST = '127.0.0.1'
const RETRY_MS = 100

/** The listener on loopback: ports, connections, and being away. */
export class SandboxServer {
  readonly #context: Context
  readonly #server: Server
  readonly #connections = new WeakMap<Socket, { readonly connection: number; nth: number }>()
  readonly #closing = new AbortController()
  #count = 0
  #port = 0
  #wake: NodeJS.Timeout | null = null

  constructor(context: Context) {
    this.#context = context
    const pipeline = new Pipeline(context)
    // A policy and a percent-encoded source together may be longer than the default of 16 kB.
    this.#server = createServer(
      { maxHeaderSize: 131_072, keepAliveTimeout: 65_000, requestTimeout: 0 },
      (request, response) => {
        void this.#serve(pipeline, request, response)
      },
    )
    this.#server.on('connection', (socket) => this.#open(socket))
  }

  get port(): number {
    return this.#port
  }

  get url(): string {
    return `http://${HOST}:${this.#port}`
  }

  /** Listens on a port, 0 for a free one. Rejects when it is taken. */
  async listen(port: number): Promise<void> {
    this.#server.listen(port, HOST)
    await once(this.#server, 'listening')
    this.#port = (this.#server.address() as AddressInfo).port
  }

  /** Refuses connections for `ms`, open ones are cut; then listens again on the same port. */
  goAway(ms: number): void {
    if (this.#closing.signal.aborted) return
    if (this.#wake !== null) clearTimeout(this.#wake)
    const gone = this.#stop()
    this.#wake = setTimeout(() => void this.#comeBack(gone), ms)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    if (this.#wake !== null) clearTimeout(this.#wake)
    await this.#stop()
  }

  async #serve(pipeline: Pipeline, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const place = this.#connections.get(request.socket) ?? { connection: 0, nth: 0 }
    place.nth++
    const away = await pipeline.serve(request, response, { ...place }, this.#closing.signal)
    if (away !== null) this.goAway(away)
  }

  #open(socket: Socket): void {
    const connection = ++this.#count
    this.#connections.set(socket, { connection, nth: 0 })
    if (!this.#context.faults.drawConnection()) return
    this.#context.ledger.record({
      at: this.#context.now(),
      method: '',
      endpoint: 'connection',
      path: '',
      accepted: false,
      jobid: null,
      workflow: null,
      source: null,
      connection,
      nth: 0,
      status: null,
      fault: 'refuse',
      reason: null,
      early: false,
    })
    socket.resetAndDestroy()
  }

  /** Resolves when nothing listens and no connection is open. */
  async #stop(): Promise<void> {
    if (!this.#server.listening) return
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    await closed
  }

  async #comeBack(gone: Promise<void>): Promise<void> {
    await gone
    if (this.#closing.signal.aborted) return
    this.#wake = null
    try {
      await this.listen(this.#port)
    } catch {
      // Somebody took the port meanwhile: a sandbox that moved would be another one.
      this.#wake = setTimeout(() => void this.#comeBack(gone), RETRY_MS)
    }
  }
}
