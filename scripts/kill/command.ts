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
  /** What it said on standard error so far. */
  said(): string
}

export function startCli({ entry, args, env }: CliOptions): CliProcess {
  const child = spawn(process.execPath, [entry, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...withoutConnection(process.env), ...env },
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return { child, ended, said: () => said }
}

/** Until the process holds the data folder, has ended, or the time is over. */
export async function holds(folder: string, { child }: CliProcess, atMostMs: number): Promise<void> {
  const until = Date.now() + atMostMs
  while (child.exitCode === null && child.signalCode === null && Date.now() < until) {
    if (ownerOf(folder) === child.pid) return
    await sleep(5)
  }
}

function ownerOf(folder: string): number | null {
  try {
    const { pid } = JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8')) as { readonly pid: number }
    return pid
  } catch {
    return null
  }
}

const withoutConnection = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('FLOWBENCH_')))
