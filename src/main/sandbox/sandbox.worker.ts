// The built-in Sandbox in a thread of its own: whatever it does, main stays responsive.
import { parentPort, workerData } from 'node:worker_threads'
import { startSandbox } from '#sandbox/index.ts'
import { learnSecretParameters } from '#shared/model/secret-parameters.ts'
import type { SandboxCommand, SandboxMessage, SandboxSetting } from './builtin-sandbox.ts'

const post = (message: SandboxMessage): void => parentPort?.postMessage(message, [])
const { stateFile, secretParameters } = workerData as SandboxSetting
learnSecretParameters(secretParameters)

try {
  const sandbox = await startSandbox({ stateFile, security: 'required' })
  parentPort?.on('message', (command: SandboxCommand) => {
    if (command.kind === 'learn') learnSecretParameters(command.secretParameters)
    else void sandbox.close().finally(() => post({ kind: 'closed' }))
  })
  post({ kind: 'up', url: sandbox.url, apiKey: sandbox.apiKey, appSecret: sandbox.appSecret })
} catch (cause) {
  post({ kind: 'failed', reason: cause instanceof Error ? cause.message : String(cause) })
}
