import { JsonDocument } from './json/document.ts'
import type { FromWorker, ToWorker } from './json/protocol.ts'
import { readBody } from './json/read-body.ts'

let opened: JsonDocument | undefined
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has one listener and no origin to name
const answer = (message: FromWorker): void => self.postMessage(message)

self.addEventListener('message', (event: MessageEvent<ToWorker>) => {
  handle(event.data).catch((error: unknown) => {
    answer({ id: event.data.id, ok: false, status: 0, message: String(error) })
  })
})

async function handle(message: ToWorker): Promise<void> {
  const { id } = message
  if (message.kind === 'open') {
    const response = await fetch(message.url, { cache: 'no-store' })
    if (!response.ok) {
      answer({ id, ok: false, status: response.status, message: response.statusText })
      return
    }
    const { body } = response
    opened = new JsonDocument(body === null ? new Uint8Array(0) : await readBody(body, message.bytes))
    answer({ id, ok: true, data: opened.summary() })
    return
  }
  if (opened === undefined) throw new Error('asked before it was opened')
  const method = opened[message.method] as (...args: readonly unknown[]) => unknown
  answer({ id, ok: true, data: method.apply(opened, [...message.args]) })
}
