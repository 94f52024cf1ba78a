import { randomUUID } from 'node:crypto'
import type { Credentials, FilestackClient } from '#main/filestack/client.ts'
import { checkSecurity } from '#main/filestack/security.ts'
import { readAuthority } from '#main/filestack/urls.ts'
import type { ConnectionStore } from '#main/storage/connections/connections.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { ConnectionTestReport } from '#shared/model/connection-test.ts'
import { ok, type Result } from '#shared/model/result.ts'
import { connectionTestWords as words } from '#shared/text/connection-test.ts'

export interface TestServices {
  readonly connections: Pick<ConnectionStore, 'open'>
  readonly client: Pick<FilestackClient, 'metadata' | 'status'>
  readonly reader: Pick<JournalReader, 'page'>
  readonly now: () => number
}

type Step = ConnectionTestReport['steps'][number]
type Name = Step['name']

const TEST_TIMEOUT_MS = 20_000
/** The number of recent jobs in which a handle is looked for. */
const RECENT_JOBS_SEARCHED = 100

/**
 * Tests a connection without costs: reads the metadata of `handle` or of the last handle that was run; when there is
 * none, asks for the status of a job that cannot exist.
 */
export async function testConnection(
  { connections, client, reader, now }: TestServices,
  id: string,
  handle: string,
): Promise<Result<ConnectionTestReport>> {
  const opened = await connections.open(id)
  if (!opened.ok) return opened
  const credentials = opened.data
  const checked = checkSecurity(credentials, now())
  if (!checked.ok) return ok(report({ security: failed('security', checked.error) }, credentials))
  const signal = AbortSignal.timeout(TEST_TIMEOUT_MS)
  const known = handle === '' ? await findLastHandle(reader, id) : handle
  if (known === null) return ok(await testByStatus(client, credentials, signal))
  const answer = await client.metadata(credentials, known, signal)
  if (!answer.ok) return ok(reportRefusal(answer.error, credentials, credentials.hosts.api, known))
  return ok(
    report(
      {
        reach: proved('reach', words.reached(readAuthority(credentials.hosts.api))),
        key: open('key', words.keyNotSent),
        security: hasSecurity(credentials)
          ? proved('security', words.securityRead)
          : open('security', words.securityNone),
        handle: proved('handle', words.handleRead(known)),
      },
      credentials,
    ),
  )
}

async function testByStatus(
  client: TestServices['client'],
  credentials: Credentials,
  signal: AbortSignal,
): Promise<ConnectionTestReport> {
  const { cdn } = credentials.hosts
  const outcome = await client.status(credentials, randomUUID(), signal)
  if (outcome.kind === 'withheld') return report({ security: failed('security', outcome.error) }, credentials)
  if (outcome.kind === 'retry') return reportRefusal(outcome.error, credentials, cdn)
  return report(
    {
      reach: proved('reach', words.reached(readAuthority(cdn))),
      key: open('key', words.keyNotRefused),
      security: open('security', words.securityNotRefused),
      handle: open('handle', words.handleNone),
    },
    credentials,
  )
}

/** A refusal still proves that the host answers, and shows which part of the connection is wrong. */
function reportRefusal(
  error: AppError,
  credentials: Credentials,
  host: string,
  handle = '',
): ConnectionTestReport {
  if (error.code.startsWith('network.')) return report({ reach: failed('reach', error) }, credentials)
  const reach = proved('reach', words.reached(readAuthority(host)))
  const name = STEP_BY_ERROR[error.code]
  return name === undefined
    ? report({ reach: open('reach', error.message) }, credentials)
    : report({ reach, [name]: describeRefusal(name, error, credentials, handle) }, credentials)
}

/** The refusal in words that fit the test: no workflow was asked for, and an app secret has no date. */
function describeRefusal(name: Name, error: AppError, { security }: Credentials, handle: string): Step {
  const outcome = 'failed'
  if (name === 'handle' && handle !== '') return { name, outcome, sentence: words.handleUnknown(handle) }
  if (name === 'security' && security.kind === 'secret')
    return { name, outcome, sentence: words.secretRefused }
  return failed(name, error)
}

const STEP_BY_ERROR: Readonly<Partial<Record<AppError['code'], Name>>> = {
  'service.unauthorised': 'key',
  'service.forbidden': 'security',
  'service.notFound': 'handle',
}

/** All four results, in order; those that are not given were not tested. */
function report(
  steps: Readonly<Partial<Record<Name, Step>>>,
  credentials: Credentials,
): ConnectionTestReport {
  const untried = (name: Name): Step =>
    open(name, name === 'security' && !hasSecurity(credentials) ? words.securityNone : words.notTried)
  const names: readonly Name[] = ['reach', 'key', 'security', 'handle']
  return { steps: names.map((name) => steps[name] ?? untried(name)) }
}

async function findLastHandle(reader: TestServices['reader'], connectionId: string): Promise<string | null> {
  const { jobs } = await reader.page({ connectionId }, null, RECENT_JOBS_SEARCHED)
  const source = jobs.map((job) => job.source).find(({ kind }) => kind === 'handle')
  return source?.kind === 'handle' ? source.handle : null
}

const hasSecurity = ({ security }: Credentials): boolean => security.kind !== 'none'
const proved = (name: Name, sentence: string): Step => ({ name, outcome: 'proved', sentence })
const open = (name: Name, sentence: string): Step => ({ name, outcome: 'notProved', sentence })
const failed = (name: Name, error: AppError): Step => ({
  name,
  outcome: 'failed',
  sentence: [error.message, error.advice].filter((part) => part !== '').join(' '),
})
