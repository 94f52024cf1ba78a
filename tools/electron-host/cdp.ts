// The DevTools protocol over one WebSocket: a browser session and flat sessions of targets.
import { EventEmitter } from 'node:events'
import type { CDPSession } from '@playwright/test'

/** Commands and events, typed by Playwright's copy of the protocol. */
export type CdpSession = Pick<CDPSession, 'send' | 'on'>

interface Message {
  readonly id?: number
  readonly sessionId?: string
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

interface PendingCommand {
  readonly method: string
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

export class CdpConnection {
  readonly browser: CdpSession
  #socket: WebSocket
  #lastId = 0
  #pending = new Map<number, PendingCommand>()
  #sessions = new Map<string, EventEmitter>()

  constructor(socket: WebSocket, onClose: () => void) {
    this.#socket = socket
    this.browser = this.#session('')
    socket.addEventListener('message', (event) => this.#receive(JSON.parse(String(event.data)) as Message))
    socket.addEventListener('close', () => {
      for (const { reject } of this.#pending.values()) reject(new Error('CDP closed'))
      this.#pending.clear()
      onClose()
    })
  }

  /** Connects; `onClose` is called once when the browser is gone. */
  static async connect(url: string, onClose: () => void): Promise<CdpConnection> {
    const socket = new WebSocket(url)
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve(), { once: true })
      socket.addEventListener('error', () => reject(new Error(`cannot connect to ${url}`)), { once: true })
    })
    return new CdpConnection(socket, onClose)
  }

  async attach(targetId: string): Promise<CdpSession> {
    const { sessionId } = await this.browser.send('Target.attachToTarget', { targetId, flatten: true })
    return this.#session(sessionId)
  }

  #session(sessionId: string): CdpSession {
    const emitter = new EventEmitter()
    this.#sessions.set(sessionId, emitter)
    const send = (method: string, params: unknown = {}): Promise<unknown> =>
      this.#send(method, params, sessionId)
    return Object.assign(emitter, { send }) as unknown as CdpSession
  }

  #send(method: string, params: unknown, sessionId: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#socket.readyState !== WebSocket.OPEN) {
        reject(new Error('CDP closed'))
        return
      }
      const id = ++this.#lastId
      this.#pending.set(id, { method, resolve, reject })
      this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) }))
    })
  }

  #receive(message: Message): void {
    if (message.id === undefined) {
      this.#sessions.get(message.sessionId ?? '')?.emit(message.method ?? '', message.params)
      return
    }
    const pending = this.#pending.get(message.id)
    this.#pending.delete(message.id)
    if (message.error) pending?.reject(new Error(`${pending.method}: ${message.error.message}`))
    else pending?.resolve(message.result)
  }
}
