import type { Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { RunOutcome } from './client.ts'
import { createClient } from './create-client.ts'
import { createTransport, type TransportOptions } from './http.ts'
import {
  createTestCredentials,
  HANDLE,
  JOBID,
  NEVER_ABORTED,
  STARTED,
  WORKFLOW,
} from './testing/credentials.ts'
import {
  waitForFreeConnection,
  toHttpAnswer,
  startWireServer,
  type WireRequest,
  type WireServer,
} from './testing/wire-server.ts'

interface Bench {
  readonly server: WireServer
  /** One run; its workflow names it on the wire. */
  readonly run: (workflow?: string, signal?: AbortSignal) => Promise<RunOutcome>
  /** How often a run of that workflow was read by the server. */
  readonly seen: (workflow: string) => number
}

async function bench(
  behaviour: Parameters<typeof startWireServer>[0],
  options: TransportOptions = {},
): Promise<Bench> {
  const server = await startWireServer(behaviour)
  const transport = createTransport(options)
  onTestFinished(async () => {
    await transport.close()
    await server.close()
  })
  const client = createClient({ transport, clock: Date })
  return {
    server,
    run: (workflow = WORKFLOW, signal = NEVER_ABORTED) =>
      client.run(createTestCredentials(server.url), workflow, HANDLE, signal),
    seen: (workflow) => server.requests.filter(({ target }) => target.includes(`id:${workflow}/`)).length,
  }
}

/** Answers `first` properly, so that the connection is reused, and does `then` to every later request. */
const after = (then: (socket: Socket) => void) => ({
  answer: (request: WireRequest, socket: Socket): void => {
    if (request.target.includes('id:first/')) socket.write(toHttpAnswer(200, STARTED))
    else then(socket)
  },
})

const LOSSES: Readonly<Record<string, (socket: Socket) => void>> = {
  'closed unanswered': (socket) => socket.end(),
  'reset unanswered': (socket) => socket.resetAndDestroy(),
  'closed within the head': (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-'),
  'closed within the body': (socket) => socket.end(toHttpAnswer(200, STARTED).slice(0, -20)),
  'reset within the body': (socket) =>
    socket.write(toHttpAnswer(200, STARTED).slice(0, -20), () => socket.resetAndDestroy()),
  'answered with what is no HTTP': (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n\r\n'),
}

// Would catch: a layer below that sends the run once more when a kept connection dies after the request was read.
test.each(Object.entries(LOSSES))(
  'a reused connection %s: one request, and it may have started',
  async (_name, lose) => {
    const { server, run, seen } = await bench(after(lose))
    expect((await run('first')).kind).toBe('started')
    await waitForFreeConnection()
    const outcome = await run('second')
    expect(server.requests[1]).toMatchObject({ connection: 0, turn: 1 })
    expect(outcome).toMatchObject({ kind: 'unknown', error: { code: 'job.mayHaveStarted' } })
    expect(seen('second')).toBe(1)
    expect((await run('first')).kind).toBe('started')
    expect(seen('second')).toBe(1)
  },
)

// Would catch: a fresh connection's loss taken for "not started" because the same error code also means that.
test.each(Object.entries(LOSSES))(
  'a fresh connection %s: one request, and it may have started',
  async (_name, lose) => {
    const { server, run, seen } = await bench(after(lose))
    expect(await run('second')).toMatchObject({ kind: 'unknown', error: { code: 'job.mayHaveStarted' } })
    expect(seen('second')).toBe(1)
    expect(server.connections()).toBe(1)
  },
)

// Would catch: a job id that was read in full thrown away because the connection broke after it.
test('an answer that breaks off after it named the job is a start', async () => {
  const { run } = await bench({
    answer: (_request, socket) =>
      socket.end(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n${STARTED}`),
  })
  expect(await run()).toMatchObject({ kind: 'started', remoteJobId: JOBID })
})

// Would catch: a run called safe to repeat although its bytes were on the way when the server let go.
test.each([
  ['closed', (socket: Socket) => socket.destroy()],
  ['reset', (socket: Socket) => socket.resetAndDestroy()],
])('a connection %s as soon as it opens is never sent on twice', async (_name, drop) => {
  const { server, run } = await bench({ opened: drop, answer: () => {} })
  const outcome = await run()
  expect(['unknown', 'notStarted']).toContain(outcome.kind)
  if (outcome.kind === 'unknown') expect(server.connections()).toBe(1)
})

// Would catch: a run written into a connection that the server had closed while it lay idle, and lost with it.
test('a kept connection that the server closed while idle is replaced, and the run is sent once', async () => {
  let kept: Socket | null = null
  const { server, run, seen } = await bench({
    answer: (_request, socket) => {
      kept = socket
      socket.write(toHttpAnswer(200, STARTED))
    },
  })
  expect((await run('first')).kind).toBe('started')
  const idle = kept as Socket | null
  await new Promise<void>((resolve) => {
    idle?.once('close', () => resolve())
    idle?.end()
  })
  expect((await run('second')).kind).toBe('started')
  expect(seen('second')).toBe(1)
  expect(server.requests[1]?.connection).toBe(1)
})

// Would catch: a redirect followed, which would start the job again at the other address.
test.each([301, 302, 303, 307, 308])('a %i is not followed', async (status) => {
  const { server, run } = await bench({
    answer: (_request, socket) => socket.write(toHttpAnswer(status, '', { Location: '/elsewhere' })),
  })
  expect(await run()).toMatchObject({ kind: 'unknown', error: { status } })
  expect(server.requests).toHaveLength(1)
})

// Would catch: a cache that answers a second run of the same workflow on the same source with the first job.
test('two equal runs are two requests, whatever the caching headers say', async () => {
  const { server, run } = await bench({
    answer: (_request, socket) =>
      socket.write(toHttpAnswer(200, STARTED, { 'Cache-Control': 'public, max-age=3600', ETag: '"x"' })),
  })
  await run()
  await run()
  expect(server.requests).toHaveLength(2)
})

// Would catch: two runs in one connection at the same time, the second lost with the first.
test('a connection carries one request at a time', async () => {
  const waiting: Socket[] = []
  const { server, run } = await bench({
    answer: (_request, socket) => {
      if (waiting.push(socket) === 3) for (const each of waiting) each.write(toHttpAnswer(200, STARTED))
    },
  })
  const outcomes = await Promise.all([run('a'), run('b'), run('c')])
  expect(outcomes.map(({ kind }) => kind)).toEqual(['started', 'started', 'started'])
  expect(new Set(server.requests.map(({ connection }) => connection)).size).toBe(3)
})

// Would catch: an answer that never comes holding its run for ever, or called "not started".
test.each<[string, TransportOptions, (socket: Socket) => unknown]>([
  ['head', { headersTimeoutMs: 60 }, () => null],
  ['body', { bodyTimeoutMs: 60 }, (socket) => socket.write(toHttpAnswer(200, STARTED).slice(0, -5))],
])('silence instead of the %s ends as "may have started"', async (_name, options, silence) => {
  const { server, run } = await bench({ answer: (_request, socket) => silence(socket) }, options)
  expect((await run()).kind).toBe('unknown')
  expect(server.requests).toHaveLength(1)
})

// Would catch: a server that sends a byte now and then and so holds a request, and its place among the others, for ever.
test('an answer that only drips is given up', async () => {
  const { run } = await bench(
    {
      answer: (_request, socket) => {
        socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
        const drip = setInterval(() => socket.write('1\r\n \r\n'), 10)
        socket.on('close', () => clearInterval(drip)).on('error', () => undefined)
      },
    },
    { dripGraceMs: 200 },
  )
  expect((await run()).kind).toBe('unknown')
})

// Would catch: a body without end filling the memory.
test('a body over the limit is not read to its end', async () => {
  const { run } = await bench(
    {
      answer: (_request, socket) => {
        socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
        const more = (): void => {
          while (socket.writable && socket.write(`400\r\n${'x'.repeat(1024)}\r\n`));
        }
        socket.on('drain', more)
        more()
      },
    },
    { maxBodyBytes: 100_000 },
  )
  expect(await run()).toMatchObject({
    kind: 'unknown',
    error: { message: expect.stringContaining('larger than Flowbench can hold') },
  })
})

// Would catch: an error page of 900 MB that is read, held and thrown away.
test.each([404, 500])('of a refusal (%i) without end only the beginning is read', async (status) => {
  let sent = 0
  const { run } = await bench({
    answer: (_request, socket) => {
      socket.write(`HTTP/1.1 ${status} -\r\nTransfer-Encoding: chunked\r\n\r\n`)
      const page = `<title>Too long</title>${'x'.repeat(65_536)}`
      const more = (): void => {
        while (sent < 50_000_000 && socket.writable) {
          sent += page.length
          if (!socket.write(`${page.length.toString(16)}\r\n${page}\r\n`)) return
        }
      }
      socket.on('drain', more)
      more()
    },
  })
  expect(await run()).toMatchObject({ error: { status, detail: 'Too long' } })
  expect(sent).toBeLessThan(25_000_000)
})

// Would catch: a run called off too late taken for one that never left.
test('a run called off after it left may have started; one called off before was not sent', async () => {
  const abort = new AbortController()
  const { server, run } = await bench({ answer: () => abort.abort() })
  expect((await run('left', abort.signal)).kind).toBe('unknown')
  expect(await run('held', AbortSignal.abort())).toMatchObject({
    kind: 'notStarted',
    error: { code: 'network.cancelled' },
  })
  expect(server.requests).toHaveLength(1)
})

// Would catch: the path rewritten between the builder and the wire (escapes resolved, dots folded).
test('the path goes on the wire as it was built', async () => {
  const { server } = await bench({ answer: (_request, socket) => socket.write(toHttpAnswer(200, STARTED)) })
  const transport = createTransport()
  onTestFinished(() => transport.close())
  const client = createClient({ transport, clock: Date })
  const credentials = createTestCredentials(server.url)
  await client.run(credentials, 'a b', { kind: 'alias', alias: 'al', path: '../x%?#é/./y' }, NEVER_ABORTED)
  expect(server.requests[0]?.target).toBe(
    `/${credentials.apiKey}/run_workflow=id:a%20b/src://al/%2E%2E/x%25%3F%23%C3%A9/%2E/y`,
  )
  expect(server.requests[0]?.head).toMatch(/cache-control: no-cache/i)
})
