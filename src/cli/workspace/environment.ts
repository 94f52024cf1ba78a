import { createHash } from 'node:crypto'
import { checkHosts, checkSecret, type Secret } from '#main/storage/connections/connections-input.ts'
import type { Credentials } from '#main/filestack/client.ts'
import { DEFAULT_HOSTS } from '#shared/model/connection-facts.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { parseSecretParameters } from '#shared/model/secret-parameters.ts'
import { cliWords as words } from '#shared/text/cli.ts'

/** The connection of the environment: its id is the same for the same key and hosts, whatever its secrets. */
export interface EnvironmentConnection {
  readonly id: string
  readonly credentials: Credentials
}

/** Every secret the environment names, used or not: none of them may be seen anywhere. */
export function readSecrets(env: NodeJS.ProcessEnv): readonly string[] {
  return ['FLOWBENCH_SECRET', 'FLOWBENCH_POLICY', 'FLOWBENCH_SIGNATURE']
    .map((name) => (env[name] ?? '').trim())
    .filter((secret) => secret !== '')
}

/** Further names of URL parameters that carry a right to read; the error is a sentence for the person. */
export function readSecretParameters(env: NodeJS.ProcessEnv): Result<readonly string[], string> {
  const names = parseSecretParameters(env['FLOWBENCH_SECRET_PARAMETERS'] ?? '')
  return names === null ? fail(words.connection.badSecretParameters) : ok(names)
}

/** Whether a text is, or holds, a secret of the environment. */
export function createSecretCheck(env: NodeJS.ProcessEnv) {
  const secrets = readSecrets(env)
  return {
    isSecret: (word: string): boolean => secrets.includes(word.trim()),
    holdsSecret: (text: string): boolean => secrets.some((secret) => text.includes(secret)),
  }
}

/** Reads the connection; the error is a sentence for the person who set the variables. */
export function readConnection(env: NodeJS.ProcessEnv): Result<EnvironmentConnection, string> {
  const word = (name: string): string => (env[`FLOWBENCH_${name}`] ?? '').trim()
  const apiKey = word('API_KEY')
  if (apiKey === '') return fail(words.connection.noKey)
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(apiKey)) return fail(words.connection.badKey)
  const security = readSecurity(word)
  if (!security.ok) return security
  const hosts = checkHosts({
    cdn: word('CDN_URL') || DEFAULT_HOSTS.cdn,
    api: word('API_URL') || DEFAULT_HOSTS.api,
    upload: word('UPLOAD_URL') || DEFAULT_HOSTS.upload,
  })
  if (!hosts.ok) return fail(`${hosts.error.message} ${hosts.error.advice}`)
  const { cdn, api, upload } = hosts.data
  const hash = createHash('sha256').update([apiKey, cdn, api, upload].join('\n')).digest('hex')
  return ok({
    id: `env-${hash.slice(0, 24)}`,
    credentials: {
      apiKey,
      hosts: hosts.data,
      sourceEncoding: 'percent',
      security: security.data ?? { kind: 'none' },
    },
  })
}

function readSecurity(word: (name: string) => string): Result<Secret | null, string> {
  const [appSecret, policy, signature] = [word('SECRET'), word('POLICY'), word('SIGNATURE')]
  if (appSecret !== '' && policy + signature !== '') return fail(words.connection.both)
  if ((policy === '') !== (signature === '')) return fail(words.connection.half)
  const checked = checkSecret(
    appSecret !== ''
      ? { kind: 'secret', appSecret }
      : policy === ''
        ? { kind: 'none' }
        : { kind: 'policy', policy, signature },
  )
  return checked.ok ? checked : fail(`${checked.error.message} ${checked.error.advice}`)
}
