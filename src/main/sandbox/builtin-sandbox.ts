import type { Worker } from 'node:worker_threads'
import type { Credentials } from '#main/filestack/client.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'

/** The input of its thread. */
export interface SandboxSetting {
  /** Accepted jobs and its identity are kept here, so that both outlive a restart. */
  readonly stateFile: string
}

/** A message of its thread. */
export type SandboxMessage =
  | { readonly kind: 'up'; readonly url: string; readonly apiKey: string; readonly appSecret: string }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'closed' }

export interface BuiltinSandbox {
  /** How to reach it, when it has started; or why it did not start. */
  readonly access: Promise<Result<Credentials>>
  close(): Promise<void>
}

/** Starts the Sandbox in its thread: on loopback, on a port of its own, with a token in its key. */
export function startBuiltinSandbox(
  spawn: (setting: SandboxSetting) => Worker,
  stateFile: string,
): BuiltinSandbox {
  const worker = spawn({ stateFile })
  const access = Promise.withResolvers<Result<Credentials>>()
  const closed = Promise.withResolvers<void>()
  const giveUp = (reason: string): void => access.resolve(fail(appError('sandbox.unavailable', { reason })))
  worker.on('message', (message: SandboxMessage) => {
    if (message.kind === 'up') access.resolve(ok(accessTo(message)))
    else if (message.kind === 'failed') giveUp(message.reason)
    else closed.resolve()
  })
  worker.once('error', (cause) => giveUp(cause instanceof Error ? cause.message : String(cause)))
  worker.once('exit', () => {
    giveUp('it ended')
    closed.resolve()
  })
  return {
    access: access.promise,
    async close() {
      worker.postMessage('close', [])
      await closed.promise
      await worker.terminate()
    },
  }
}

function accessTo({ url, apiKey, appSecret }: Extract<SandboxMessage, { kind: 'up' }>): Credentials {
  return {
    apiKey,
    hosts: { cdn: url, api: url, upload: url },
    sourceEncoding: 'percent',
    security: { kind: 'secret', appSecret },
  }
}
