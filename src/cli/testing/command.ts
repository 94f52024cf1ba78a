import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { startSandbox, type Sandbox, type SandboxOptions } from '#sandbox/index.ts'

export const MODERATION = '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1101'

export const SECRET = 'CANARYcanarySECRET0123456789'
/** Several processes one after the other, on a loaded machine, ms. */
export const TEST_TIMEOUT_MS = 180_000

/** A folder of this test. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A Sandbox of this test that demands security; its jobs are short. */
export async function sandboxWith(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({
    security: 'required',
    appSecret: SECRET,
    lengthFactor: 0.1,
    ...options,
  })
  onTestFinished(() => sandbox.close())
  return sandbox
}

interface Ended {
  readonly code: number | null
  readonly stdout: Buffer
  readonly stderr: string
}

/** The build where the tests were started with one (`npm test`), else the source. */
const ENTRY = process.env['CLI_ENTRY'] ?? resolve(import.meta.dirname, '../index.ts')

/** Many processes of one program: what the first one compiled serves the others. */
const NODE_COMPILE_CACHE = resolve('node_modules/.cache/compiled')

/** The command line as its own process. */
export interface Command {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  /** Resolves with its first line on standard output. */
  readonly firstLine: Promise<string>
  /** Resolves once this stands on standard error. */
  readonly said: (text: string) => Promise<void>
}

export function flowbench(args: readonly string[], env: Readonly<Record<string, string>> = {}): Command {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('FLOWBENCH_'))
  const child = spawn(process.execPath, [ENTRY, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...Object.fromEntries(own), NODE_COMPILE_CACHE, ...env },
  })
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
  const firstLine = once(createInterface({ input: child.stdout }), 'line').then(([line]) => String(line))
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    stdout: Buffer.concat(stdout),
    stderr: Buffer.concat(stderr).toString(),
  }))
  const said = async (text: string): Promise<void> => {
    while (!Buffer.concat(stderr).includes(text)) {
      if (child.stderr.readableEnded) throw new Error(`It ended without saying “${text}”.`)
      await Promise.race([once(child.stderr, 'data'), ended])
    }
  }
  return { child, ended, firstLine, said }
}

/** The command over a Sandbox and a history of this test, its lines in JSON. */
export interface Scene {
  readonly sandbox: Sandbox
  readonly data: string
  readonly call: (...args: readonly string[]) => Command
  readonly run: (...args: readonly string[]) => Command
  /** What the Sandbox was made to start, sorted. */
  readonly started: () => readonly string[]
}

export async function sceneWith(options: SandboxOptions = {}): Promise<Scene> {
  const data = join(scratch(), 'data')
  const sandbox = await sandboxWith(options)
  const call = (...args: readonly string[]): Command =>
    flowbench(['--json', '--data-dir', data, ...args], connectionTo(sandbox))
  return {
    sandbox,
    data,
    call,
    run: (...args) => call('run', '--workflow', MODERATION, ...args),
    started: () =>
      sandbox.ledger
        .runs()
        .map(({ source }) => source)
        .toSorted(),
  }
}

/** The connection to a sandbox, as a person sets it. */
export const connectionTo = ({ apiKey, appSecret, url }: Sandbox): Readonly<Record<string, string>> => ({
  FLOWBENCH_API_KEY: apiKey,
  FLOWBENCH_SECRET: appSecret,
  FLOWBENCH_CDN_URL: url,
  FLOWBENCH_API_URL: url,
  FLOWBENCH_UPLOAD_URL: url,
})

export const handles = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `Handle${String(index).padStart(14, '0')}`)

/** Sources of the lines in these states, or of all, sorted. */
export const sourcesOf = (
  lines: ReturnType<typeof linesOf>,
  ...states: readonly string[]
): readonly string[] =>
  lines
    .filter(({ state }) => states.length === 0 || states.includes(String(state)))
    .map(({ source }) => String(source))
    .toSorted()

/** Lines of JSON. */
export const linesOf = (bytes: Buffer): readonly Record<string, unknown>[] =>
  bytes
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
