import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, mkdtempSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createIncomingBodies } from '#main/storage/incoming-bodies.ts'
import { discardBody, isBodyFile, type BodySink } from '#main/lib/body-file.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail } from '#shared/model/result.ts'
import type { StatusOutcome } from './client.ts'
import { createClient } from './create-client.ts'
import { createTransport, type TransportOptions } from './http.ts'
import { createTestCredentials, JOBID, NEVER_ABORTED } from './testing/credentials.ts'
import { startWireServer, toHttpAnswer } from './testing/wire-server.ts'

const toResult = (bytes: number): string =>
  JSON.stringify({
    jobid: JOBID,
    status: 'Finished',
    results: { ocr: { data: { text: 'A text', rest: 'ä"'.repeat(bytes / 4) } } },
    ttl: 60,
  })

/** Asks a server that does `answer` for a status. Large results are written to a folder of their own. */
async function askStatus(
  answer: (socket: Socket) => void,
  options: TransportOptions = {},
  signal = NEVER_ABORTED,
) {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-answers-'))
  const server = await startWireServer({ answer: (_request, socket) => answer(socket) })
  const transport = createTransport({ openBodySink: createIncomingBodies(folder), ...options })
  onTestFinished(async () => {
    await transport.close()
    await server.close()
    rmSync(folder, { recursive: true })
  })
  const client = createClient({ transport, clock: Date })
  const outcome: StatusOutcome = await client.status(createTestCredentials(server.url), JOBID, signal)
  const incoming = join(folder, 'bodies', 'incoming')
  return { outcome, received: () => (existsSync(incoming) ? readdirSync(incoming) : []) }
}

// Would catch: a large result held in memory, cut or changed on its way to the disk, or one of which less is read than of a small one.
test('a large result is written as it arrives, byte for byte, with its hash, and read there', async () => {
  const text = toResult(6_000_000)
  const { outcome, received } = await askStatus((socket) => socket.write(toHttpAnswer(200, text)))
  if (outcome.kind !== 'ended' || !isBodyFile(outcome.body)) throw new Error(outcome.kind)
  const { path, bytes, sha256 } = outcome.body
  expect(readFileSync(path, 'utf8') === text).toBe(true)
  expect(bytes).toBe(Buffer.byteLength(text))
  expect(sha256).toBe(createHash('sha256').update(text).digest('hex'))
  expect(outcome).toMatchObject({ end: 'finished', remoteStatus: 'Finished', ttl: 60 })
  await discardBody(outcome.body)
  expect(received()).toEqual([])
})

// Would catch: files of answers that nobody keeps, which fill the disk poll by poll.
test.each<readonly [string, (socket: Socket) => void, TransportOptions]>([
  ['cut off', (socket) => socket.end(toHttpAnswer(200, toResult(900_000)).slice(0, -20)), {}],
  ['too large', (socket) => socket.write(toHttpAnswer(200, toResult(900_000))), { maxBodyBytes: 800_000 }],
  [
    'too large without saying so before',
    (socket) => socket.end(`HTTP/1.1 200 -\r\n\r\n${toResult(900_000)}`),
    { maxBodyBytes: 800_000 },
  ],
  ['a web page', (socket) => socket.write(toHttpAnswer(200, `<html>${' '.repeat(900_000)}`)), {}],
  [
    'about another job',
    (socket) => socket.write(toHttpAnswer(200, toResult(900_000).replace(JOBID, randomUUID()))),
    {},
  ],
  [
    'not over',
    (socket) => socket.write(toHttpAnswer(200, toResult(900_000).replace('Finished', 'Started'))),
    {},
  ],
])('of a large answer that is %s nothing stays', async (_name, answer, options) => {
  const { outcome, received } = await askStatus(answer, options)
  expect(outcome.kind).toMatch(/^(?:retry|running)$/)
  // What was called off may be removed a moment later.
  await vi.waitFor(() => expect(received()).toEqual([]))
})

/** A disk that takes nothing more. */
const full = fail(appError('journal.diskFull'))

// Would catch: gigabytes that are listened to although they cannot be kept, or a full disk taken for a bad answer of the service.
test('a result that finds no room is no word of the service, and not read to its end', async () => {
  let sent = 0
  const piece = toResult(60_000)
  const { outcome } = await askStatus(
    (socket) => {
      socket.write(`HTTP/1.1 200 -\r\nContent-Length: ${piece.length * 2000}\r\n\r\n`)
      const more = (): void => {
        while (sent < piece.length * 2000 && socket.writable) {
          sent += piece.length
          if (!socket.write(piece)) return
        }
      }
      socket.on('drain', more)
      more()
    },
    {
      openBodySink: ({ onFailure }): BodySink => ({
        write: () => {
          setImmediate(() => onFailure(full.error))
          return true
        },
        finish: async () => full,
        discard: async () => undefined,
      }),
    },
  )
  expect(outcome).toEqual({ kind: 'unkept', error: full.error })
  expect(sent).toBeLessThan(50_000_000)
})

// Would catch: a server that fills main's memory because the disk is slower than the network.
test('the server waits while the disk does, and an answer that is called off meanwhile leaves nothing', async () => {
  let sent = 0
  let written = 0
  const abort = new AbortController()
  const isDiscarded = Promise.withResolvers<void>()
  const asking = askStatus(
    (socket) => {
      socket.write('HTTP/1.1 200 -\r\nContent-Length: 100000000\r\n\r\n')
      const piece = 'x'.repeat(65_536)
      const more = (): void => {
        while (sent < 100_000_000 && socket.writable) {
          sent += piece.length
          if (!socket.write(piece)) return
        }
      }
      socket.on('drain', more)
      more()
    },
    {
      openBodySink: (): BodySink => ({
        write: (chunk) => {
          written += chunk.length
          return false
        },
        finish: async () => full,
        discard: async () => isDiscarded.resolve(),
      }),
    },
    abort.signal,
  )
  await vi.waitFor(() => expect(written).toBeGreaterThan(0))
  const before = written
  // Whatever the sockets of both sides take has arrived after these turns.
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
  expect(written).toBe(before)
  expect(sent).toBeLessThan(50_000_000)
  abort.abort()
  await isDiscarded.promise
  expect((await asking).outcome).toMatchObject({ kind: 'retry', error: { code: 'network.cancelled' } })
})
