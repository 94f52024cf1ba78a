import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readArguments } from './cli-arguments.ts'
import { runPath } from './testing/start.ts'

const CLI = resolve(import.meta.dirname, 'cli.ts')

async function ended(child: ChildProcessWithoutNullStreams): Promise<{ code: unknown; said: string }> {
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const [code] = (await once(child, 'close')) as [unknown]
  return { code, said }
}

describe('npm run sandbox', () => {
  // Would catch: a typing error that is taken for something else.
  it.each([
    ['--prot 1', /prot/],
    ['--port 70000', /--port/],
    ['--seed x', /--seed/],
    ['--faults 5oo', /“5oo” is no fault/],
    ['--security maybe', /--security/],
    ['--length-factor 0', /--length-factor/],
    ['extra', /extra/],
  ])('“%s” is refused with a sentence', (flags, sentence) => {
    const read = readArguments(flags.split(' '))
    expect(read).toEqual({ ok: false, why: expect.stringMatching(sentence) as string })
  })

  // Would catch: a flag that is read and forgotten.
  it('every flag reaches the options', () => {
    const flags =
      '--port 8787 --seed 3 --faults 500@run:2 --security required --length-factor 0.1 --state-file a/b --json'
    expect(readArguments(flags.split(' '))).toEqual({
      ok: true,
      json: true,
      options: {
        port: 8787,
        seed: 3,
        faults: '500@run:2',
        security: 'required',
        lengthFactor: 0.1,
        stateFile: 'a/b',
      },
    })
  })

  // Would catch: a server in spite of a wrong flag, or a stack trace.
  it('a wrong flag starts nothing and is answered with a sentence', async () => {
    const { code, said } = await ended(spawn(process.execPath, [CLI, '--prot']))
    expect(code).toBe(2)
    expect(said).toMatch(/^.*prot.*\n\nnpm run sandbox/)
    expect(said).not.toMatch(/\n\s+at /)
  })

  // Would catch: printed instructions that do not work, or a process that stays.
  it('prints what works, and ends when it is told to', async () => {
    const child = spawn(process.execPath, [CLI, '--json', '--security', 'required', '--faults', '500@run:1'])
    onTestFinished(() => void child.kill('SIGKILL'))
    let words = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (words += text))
    await expect.poll(() => words, { timeout: 15_000, interval: 20 }).toContain('Ctrl+C')
    const { url, apiKey } = JSON.parse(words.split('\n')[0] ?? '') as { url: string; apiKey: string }
    expect(words).toContain(`API key      ${apiKey}`)
    const statuses = [await fetch(url + runPath()), await fetch(url + runPath())].map(({ status }) => status)
    expect(statuses).toEqual([500, 403])
    child.kill('SIGTERM')
    expect((await ended(child)).code).toBe(0)
  })

  // Would catch: a sandbox that needs a process of its own.
  it('runs inside a worker of another process', async () => {
    const code = `import { parentPort } from 'node:worker_threads'
import { startSandbox } from ${JSON.stringify(new URL('index.ts', import.meta.url).href)}
const sandbox = await startSandbox()
parentPort.postMessage(sandbox.url)`
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`))
    onTestFinished(async () => void (await worker.terminate()))
    const [url] = (await once(worker, 'message')) as [string]
    expect((await fetch(url + runPath())).status).toBe(200)
  })
})
