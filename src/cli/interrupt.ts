import type { Writable } from 'node:stream'
import { EXIT } from './exit-codes.ts'

/** Being asked to stop: by Ctrl-C, by the system, or by the reader of a pipe that went away. */
export interface Interruption {
  /** It was the reader of a pipe: it has all that it wants (`| head`). */
  readonly isPipeClosed: () => boolean
  readonly isStopped: () => boolean
  /** Called once, at the first time; at once when that was before. */
  subscribe(callback: () => void): void
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The first time lets what is under way end, the second one leaves at once. */
export function watchInterruption(stdout: Writable, stderr: Writable): Interruption {
  const listeners: (() => void)[] = []
  let isStopped = false
  let isPipeClosed = false
  const stop = (): void => {
    if (isStopped) process.exit(EXIT.interrupted)
    isStopped = true
    for (const listener of listeners) listener()
  }
  for (const signal of SIGNALS) process.on(signal, stop)
  const closePipe = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE') throw error
    if (isStopped) return
    isPipeClosed = true
    stop()
  }
  for (const stream of [stdout, stderr]) stream.on('error', closePipe)
  return {
    isPipeClosed: () => isPipeClosed,
    isStopped: () => isStopped,
    subscribe(callback) {
      if (isStopped) callback()
      else listeners.push(callback)
    },
  }
}
