import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** One request as it came, with its whole body. */
export interface ReceivedRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

export interface TestAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Text as it is, anything else as JSON. */
  readonly body?: unknown
}

export interface AnsweringServer {
  readonly url: string
  readonly requests: readonly ReceivedRequest[]
}

/** A server that says what the test wants, and keeps what it was sent. */
export async function startAnsweringServer(
  says: (request: ReceivedRequest) => TestAnswer,
): Promise<AnsweringServer> {
  const requests: ReceivedRequest[] = []
  const server = await startServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request
    const one = { method, path, headers, body: await buffer(request) }
    requests.push(one)
    const { status = 200, headers: more = {}, body = '' } = says(one)
    response.writeHead(status, { ...more })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  return { url: server, requests }
}

/** The base URL of a server that ends with the test. */
export async function startServer(
  serve: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
): Promise<string> {
  const server = createServer((request, response) => {
    void serve(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}
