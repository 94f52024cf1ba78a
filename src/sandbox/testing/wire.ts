import { connect, type Socket } from 'node:net'

/** The answer to one request. `end` says what happened to the connection when the answer is not whole. */
export interface Received {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly end: 'whole' | 'closed' | 'reset'
}

/** A raw TCP connection: it shows resets and cut bodies, which an HTTP client hides. */
export class Wire {
  readonly #socket: Socket
  #bytes = Buffer.alloc(0)
  #end: 'closed' | 'reset' | null = null
  #wake: () => void = () => undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, chunk])
      this.#wake()
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#end = error.code === 'ECONNRESET' || error.code === 'EPIPE' ? 'reset' : 'closed'
    })
    socket.on('close', () => {
      this.#end ??= 'closed'
      this.#wake()
    })
  }

  /** Rejects when nothing listens. */
  static open(port: number): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1')
      const wire = new Wire(socket)
      socket.once('connect', () => resolve(wire))
      socket.once('error', reject)
    })
  }

  async get(path: string): Promise<Received> {
    this.#socket.write(`GET ${path} HTTP/1.1\r\nHost: sandbox\r\n\r\n`)
    for (;;) {
      const answer = this.#parse()
      if (answer !== null) return answer
      await new Promise<void>((wake) => (this.#wake = wake))
    }
  }

  close(): void {
    this.#socket.destroy()
  }

  #parse(): Received | null {
    const mark = this.#bytes.indexOf('\r\n\r\n')
    if (mark < 0) return this.#end === null ? null : { status: 0, headers: {}, body: '', end: this.#end }
    const [first = '', ...lines] = this.#bytes.subarray(0, mark).toString('latin1').split('\r\n')
    const headers = Object.fromEntries(
      lines.map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 2),
      ]),
    )
    const from = mark + 4
    const to = from + Number(headers['content-length'] ?? 0)
    if (this.#bytes.length < to && this.#end === null) return null
    const end = this.#bytes.length < to ? (this.#end ?? 'closed') : 'whole'
    const body = this.#bytes.subarray(from, to).toString('utf8')
    this.#bytes = this.#bytes.subarray(to)
    return { status: Number(first.split(' ')[1]), headers, body, end }
  }
}
