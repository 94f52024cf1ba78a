import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface CliOptions {
  /** The module of the command line. */
  readonly entry: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** The command line as its own process. */
export interface CliProcess {
  readonly child: ChildProcess
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>
  /** Its standard error so far. */
  stderr(): string
}

export function startCli({ entry, args, env }: CliOptions): CliProcess {
  const child = spawn(process.execPath, [entry, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...withoutConnection(process.env), ...env },
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return { child, ended, stderr: () => stderr }
}

/** Waits until the process has the lock of the data folder, has ended, or the time is over. */
export async function waitForLock(folder: string, { child }: CliProcess, maxMs: number): Promise<void> {
  const deadline = Date.now() + maxMs
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    if (readOwner(folder) === child.pid) return
    await sleep(5)
  }
}

function readOwner(folder: string): number | null {
  try {
    const { pid } = JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8')) as { readonly pid: number }
    return pid
  } catch {
    return null
  }
}

const withoutConnection = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('FLOWBENCH_')))
