import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Context } from './context.ts'
import { Pipeline } from './pipeline.ts'

const HOST = '127.0.0.1'
const RELISTEN_INTERVAL_MS = 100

/** The listener on loopback: its port, its connections, and the times when it is closed. */
export class SandboxServer {
  readonly #context: Context
  readonly #server: Server
  readonly #connections = new WeakMap<Socket, { readonly connection: number; nth: number }>()
  readonly #closing = new AbortController()
  #connectionCount = 0
  #port = 0
  #relistenTimer: NodeJS.Timeout | null = null

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

  /** Cuts all connections and refuses new ones for `ms`, then listens again on the same port. */
  goAway(ms: number): void {
    if (this.#closing.signal.aborted) return
    if (this.#relistenTimer !== null) clearTimeout(this.#relistenTimer)
    const stopped = this.#stop()
    this.#relistenTimer = setTimeout(() => void this.#listenAgain(stopped), ms)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    if (this.#relistenTimer !== null) clearTimeout(this.#relistenTimer)
    await this.#stop()
  }

  async #serve(pipeline: Pipeline, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const position = this.#connections.get(request.socket) ?? { connection: 0, nth: 0 }
    position.nth++
    const awayMs = await pipeline.serve(request, response, { ...position }, this.#closing.signal)
    if (awayMs !== null) this.goAway(awayMs)
  }

  #open(socket: Socket): void {
    const connection = ++this.#connectionCount
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

  async #listenAgain(stopped: Promise<void>): Promise<void> {
    await stopped
    if (this.#closing.signal.aborted) return
    this.#relistenTimer = null
    try {
      await this.listen(this.#port)
    } catch {
      // Another program took the port meanwhile. A sandbox on another port would have other addresses: wait.
      this.#relistenTimer = setTimeout(() => void this.#listenAgain(stopped), RELISTEN_INTERVAL_MS)
    }
  }
}
