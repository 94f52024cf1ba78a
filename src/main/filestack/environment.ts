import util from 'node:util'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'

/** Variables that make undici write every path it requests, or a TLS library the keys of its connections. */
const PRINTING_VARIABLES = ['NODE_DEBUG', 'NODE_DEBUG_NATIVE', 'SSLKEYLOGFILE'] as const
/** An option of Node that writes the keys of every connection to a file. It is in force before our code is. */
const WRITES_KEYS = /--tls[-_]keylog\b/

/**
 * Takes out of the environment what would let others read policies and results, and returns what is to be said about it. It
 * has to be called before undici is imported, which asks at once whether it shall print. An error: what was asked of Node
 * cannot be taken back, so that nothing may be sent.
 */
export function secureEnvironment(
  env: NodeJS.ProcessEnv,
  nodeOptions: readonly string[] = process.execArgv,
): Result<readonly AppError[]> {
  if (WRITES_KEYS.test([env['NODE_OPTIONS'] ?? '', ...nodeOptions].join(' ')))
    return fail(appError('network.keysWritten'))
  const isSet = (variable: string): boolean => (env[variable] ?? '') !== ''
  const printing = PRINTING_VARIABLES.filter(isSet)
  if (printing.length > 0) silenceDebugOutput()
  for (const variable of printing) delete env[variable]
  return ok([
    ...keepCertificateCheck(env),
    ...printing.map((variable) => appError('network.notPrinted', { variable })),
  ])
}

/** Certificates are checked, whatever the environment says: without the check, anybody on the network could read. */
function keepCertificateCheck(env: NodeJS.ProcessEnv): readonly AppError[] {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === undefined) return []
  delete env['NODE_TLS_REJECT_UNAUTHORIZED']
  return [appError('network.checkKept')]
}

/** Node has read the variable before our code runs; packages ask it by this function. */
function silenceDebugOutput(): void {
  const silent = Object.assign(() => {}, { enabled: false })
  Object.assign(util, { debuglog: () => silent, debug: () => silent })
}
