import type { Writable } from 'node:stream'
import { EXIT } from './exit-codes.ts'

/** Being asked to stop: by Ctrl-C, by the system, or by the reader of a pipe that went away. */
export interface Interruption {
  readonly stopped: () => boolean
  /** Called once, at the first time; at once when that was before. */
  hear(callback: () => void): void
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The first time lets what is under way end, the second one leaves at once. */
export function watchInterruption(stdout: Writable): Interruption {
  const listeners: (() => void)[] = []
  let stopped = false
  const stop = (): void => {
    if (stopped) process.exit(EXIT.interrupted)
    stopped = true
    for (const listener of listeners) listener()
  }
  for (const signal of SIGNALS) process.on(signal, stop)
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    if (!stopped) stop()
  })
  return {
    stopped: () => stopped,
    hear(callback) {
      if (stopped) callback()
      else listeners.push(callback)
    },
  }
}
