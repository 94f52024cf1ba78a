import type { RequestedJob } from '#main/jobs/engine.ts'
import type { ConnectionStore } from '#main/storage/connections/connections.ts'
import { Turns } from '#main/lib/turns.ts'
import { sealSource } from '#main/storage/connections/sealed-source.ts'
import type { Sealing } from '#main/storage/connections/sealing.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { Connection } from '#shared/model/connection.ts'
import { mapLabels, type Labels } from '#shared/model/labels.ts'
import type { RecognitionContext } from '#shared/model/recognition.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { sourceText } from '#shared/model/source.ts'
import { toKeptSource, type PlannedSource } from './planned-source.ts'

/** The rules by which a source is checked and kept. The app makes them from all connections, the command line from its one. */
export interface PlanningRules extends RecognitionContext {
  readonly isSecret: (word: string) => boolean
  readonly holdsSecret: (text: string) => boolean
  /** Encrypts links that carry a secret. */
  readonly sealing: Sealing
  /** Cuts known secrets and what signs a link from labels; the rest of them is the person's own. */
  readonly redact: (text: string) => string
}

/** What sources are recognised by, from all connections. */
export const toRecognitionContext = (
  connections: readonly Pick<Connection, 'apiKey' | 'hosts'>[],
): RecognitionContext => ({
  apiKeys: connections.map(({ apiKey }) => apiKey),
  cdnHosts: connections.map(({ hosts }) => new URL(hosts.cdn).host),
})

interface PlanningServices {
  readonly connections: Pick<ConnectionStore, 'list' | 'isSecret' | 'holdsSecret'>
  readonly keyring: Sealing
  readonly redact: PlanningRules['redact']
}

/** The rules of the app, as its connections are now. */
export const createPlanningRules = ({ connections, keyring, redact }: PlanningServices): PlanningRules => ({
  ...toRecognitionContext(connections.list().list),
  isSecret: connections.isSecret,
  holdsSecret: connections.holdsSecret,
  sealing: keyring,
  redact,
})

/** The job of a source, or why it must not be run: screened for secrets, presigned links sealed, links in labels cut. */
export async function buildJob(
  planned: PlannedSource,
  labels: Labels | null,
  line: number,
  rules: PlanningRules,
): Promise<Result<RequestedJob>> {
  const refusal = refuseJob(planned, labels, line, rules)
  if (refusal !== null) return fail(refusal)
  const { source, secret } = toKeptSource(planned, rules.cdnHosts)
  return ok({
    source,
    sealed: secret === null ? null : await sealSource(secret, rules.sealing),
    ...(labels === null ? {} : { labels: mapLabels(labels, rules.redact) }),
    ...(planned.kind === 'file' ? { handle: planned.handle } : {}),
  })
}

/** Why a job must not be made; null when it may. */
const refuseJob = (
  planned: PlannedSource,
  labels: Labels | null,
  line: number,
  rules: PlanningRules,
): AppError | null =>
  screenSource(planned, line, rules) ?? (labels === null ? null : screenLabels(labels, line, rules))

/** The jobs of a whole list; the first source that must not be run refuses all of them. */
export async function buildJobs(
  sources: readonly PlannedSource[],
  labels: readonly (Labels | null)[],
  rules: PlanningRules,
): Promise<Result<readonly RequestedJob[]>> {
  const jobs: RequestedJob[] = []
  const turns = new Turns()
  for (const [index, source] of sources.entries()) {
    const job = await buildJob(source, labels[index] ?? null, index + 1, rules)
    if (!job.ok) return job
    jobs.push(job.data)
    if (turns.isOver()) await turns.next()
  }
  return ok(jobs)
}

/** Why a source must not be run on: it is (or holds) a secret, or is an API key. `line`: its place in the list, from 1. */
function screenSource(
  source: PlannedSource,
  line: number,
  { apiKeys, isSecret, holdsSecret }: PlanningRules,
): AppError | null {
  const text = sourceText(source)
  if (source.kind === 'handle') {
    if (isSecret(text)) return appError('source.isSecret', { line })
    if (apiKeys.includes(text)) return appError('source.isKey', { line })
  }
  return holdsSecret(text) ? appError('source.isSecret', { line }) : null
}

/** The first label that is or holds a secret; null when none is. */
function screenLabels(
  labels: Labels,
  line: number,
  { holdsSecret, isSecret }: PlanningRules,
): AppError | null {
  const isForbidden = (text: string): boolean => isSecret(text) || holdsSecret(text)
  for (const [column, value] of Object.entries(labels)) {
    if (isForbidden(value) || isForbidden(column)) return appError('list.labelIsSecret', { line, column })
  }
  return null
}
