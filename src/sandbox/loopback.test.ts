import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { startSandbox } from './sandbox.ts'

async function start() {
  const sandbox = await startSandbox()
  onTestFinished(() => sandbox.close())
  return sandbox
}

/** Whether something accepts connections there. */
const accepts = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 5000 })
    const end = (answer: boolean): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
    socket.once('timeout', () => end(false))
  })

// Would catch: a Sandbox that the whole network can reach. 127.0.0.2 is this computer, too, and not the address it listens on.
test('the Sandbox listens on 127.0.0.1 alone, on a port that the system chose', async () => {
  const [first, second] = [await start(), await start()]
  expect(first.port).not.toBe(second.port)
  expect(await accepts('127.0.0.1', first.port)).toBe(true)
  expect(await accepts('127.0.0.2', first.port)).toBe(false)
})

// Would catch: a page of the browser or another program that runs jobs on the Sandbox because it guessed the port.
test('the Sandbox is of no use to who does not know its key, and each start has another one', async () => {
  const [sandbox, other] = [await start(), await start()]
  expect(sandbox.apiKey).toMatch(/^A\w{20}z$/)
  expect(sandbox.apiKey).not.toBe(other.apiKey)
  const run = (key: string): Promise<Response> =>
    fetch(`${sandbox.url}/${key}/run_workflow=id:5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1105/Q3pVxN7ySdGh2kLmT8Zw`)
  expect((await run(other.apiKey)).ok).toBe(false)
  expect((await run(sandbox.apiKey)).ok).toBe(true)
  const control = (path: string): Promise<Response> => fetch(`${sandbox.url}/__sandbox/${path}`)
  expect((await control(`${other.apiKey}/ledger`)).status).toBe(404)
  expect((await control('ledger')).status).toBe(404)
  expect((await control(`${sandbox.apiKey}/ledger`)).status).toBe(200)
})
