import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Sandbox } from '#sandbox/index.ts'

export const MODERATION = '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1101'

interface Ended {
  readonly code: number | null
  readonly stdout: Buffer
  readonly stderr: string
}

/** The build where the tests were started with one (`npm test`), else the source. */
const ENTRY = process.env['CLI_ENTRY'] ?? resolve(import.meta.dirname, '../index.ts')

/** The command line as its own process. */
export interface Command {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  /** Resolves with its first line on standard output. */
  readonly firstLine: Promise<string>
}

export function flowbench(args: readonly string[], env: Readonly<Record<string, string>> = {}): Command {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('FLOWBENCH_'))
  const child = spawn(process.execPath, [ENTRY, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...Object.fromEntries(own), ...env },
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
  return { child, ended, firstLine }
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

/** Lines of JSON. */
export const linesOf = (bytes: Buffer): readonly Record<string, unknown>[] =>
  bytes
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
