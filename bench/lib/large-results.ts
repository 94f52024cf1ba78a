import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Credentials } from '#main/filestack/client.ts'

export interface LargeResultsService {
  readonly credentials: Credentials
  close(): Promise<void>
}

/** Starts a service in a process of its own, whose jobs end at once with a result as large as their handle says. */
export async function startLargeResultsService(): Promise<LargeResultsService> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'large-results-server.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string]
  return {
    credentials: {
      apiKey: 'large',
      hosts: { cdn: url, api: url, upload: url },
      sourceEncoding: 'percent',
      security: { kind: 'none' },
    },
    close: async () => {
      child.kill()
      await once(child, 'exit')
    },
  }
}

/** Handles of jobs whose results have so many bytes. */
export const handlesOfResults = (count: number, bytes: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `h${at}x${Date.now()}b${bytes}`)
