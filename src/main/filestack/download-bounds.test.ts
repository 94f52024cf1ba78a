import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { MAX_DOWNLOAD_MS, MAX_HEADER_BYTES } from '#shared/model/bounds.ts'
import { createDownload } from './download.ts'
import { startWireServer, toHttpAnswer } from './testing/wire-server.ts'

const HANDLE = 'Q3pVxN7ySdGh2kLmT8Zw'
const MAX_MS = 300

async function serve(...given: Parameters<typeof startWireServer>): Promise<string> {
  const server = await startWireServer(...given)
  onTestFinished(() => server.close())
  return `${server.url}/${HANDLE}`
}

// Would catch: an answer whose headers alone fill the memory.
test('an answer with more headers than any storage sends is not taken', async () => {
  const download = createDownload({})
  const answerWith = (bytes: number) =>
    serve({ answer: (_, socket) => socket.write(toHttpAnswer(200, 'ok', { 'x-filler': 'a'.repeat(bytes) })) })
  expect(await download(await answerWith(MAX_HEADER_BYTES / 2))).toMatchObject({ ok: true })
  expect(await download(await answerWith(MAX_HEADER_BYTES + 1))).toMatchObject({
    ok: false,
    error: { code: 'file.refused' },
  })
})

// Would catch: a server that holds a download for ever by sending a byte now and then, which no timeout of silence ends.
test('a download ends after its whole time, however alive the server looks', async () => {
  const url = await serve({
    answer(_, socket) {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\n')
      const drip = setInterval(() => socket.write('1\r\na\r\n'), 10)
      socket.once('close', () => clearInterval(drip))
    },
  })
  const begun = await createDownload({ maxMs: MAX_MS })(url)
  if (!begun.ok) throw new Error(begun.error.message)
  await expect(text(begun.data.body)).rejects.toThrow(/timeout|abort/i)
  expect(MAX_DOWNLOAD_MS).toBeLessThanOrEqual(6 * 3_600_000)
})
