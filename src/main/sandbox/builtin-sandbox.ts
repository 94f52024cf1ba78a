import type { Worker } from 'node:worker_threads'
import type { Credentials } from '#main/filestack/client.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { listSecretParameters, subscribeSecretParameters } from '#shared/model/secret-parameters.ts'

/** The input of its thread. */
export interface SandboxSetting {
  /** Accepted jobs and its identity are kept here, so that both outlive a restart. */
  readonly stateFile: string
  /** Parameters that are secrets, as far as they are said yet. A thread has a memory of its own. */
  readonly secretParameters: readonly string[]
}

/** A message to its thread: parameters that are secrets, too, or that it is to end. */
export type SandboxCommand =
  | { readonly kind: 'learn'; readonly secretParameters: readonly string[] }
  | { readonly kind: 'close' }

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
  const worker = spawn({ stateFile, secretParameters: listSecretParameters() })
  const post = (command: SandboxCommand): void => worker.postMessage(command, [])
  const stopTelling = subscribeSecretParameters((secretParameters) =>
    post({ kind: 'learn', secretParameters }),
  )
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
      stopTelling()
      post({ kind: 'close' })
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
