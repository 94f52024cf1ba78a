import {
  cutLabels,
  keptSource,
  screenLabels,
  screenSources,
  type Labels,
  type PlanSource,
} from './screen-sources.ts'
import type { RunRequest } from '#main/jobs/engine.ts'
import { findExisting, type ExistingItem } from './find-existing.ts'
import type { ConnectionStore } from '#main/storage/connections/connections.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { Keyring } from '#main/storage/connections/keyring.ts'
import { sealSource } from '#main/storage/connections/sealed-source.ts'
import type { ExistingResults } from '#shared/model/existing-results.ts'
import type { RunPreview } from '#shared/model/run-preview.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { shownRunUrl } from './request-preview.ts'

interface PlanServices {
  readonly connections: ConnectionStore
  readonly keyring: Keyring
  readonly redact: (text: string) => string
}

interface Plan {
  readonly connectionId: string
  readonly workflowId: string
  readonly sources: readonly PlanSource[]
}

/** The jobs as the engine takes them: screened for secrets, signed links sealed, signed links in labels cut. */
export async function jobsOf(
  { connections, keyring, redact }: PlanServices,
  sources: readonly PlanSource[],
  labels: readonly (Labels | null)[],
): Promise<Result<RunRequest['jobs']>> {
  const { list } = connections.list()
  const forbidden = {
    apiKeys: list.map(({ apiKey }) => apiKey),
    isSecret: connections.isSecret,
    holdsSecret: connections.holdsSecret,
  }
  const bad = screenSources(sources, forbidden) ?? screenLabels(labels, forbidden)
  if (bad !== null) return fail(bad)
  const cdnHosts = cdnHostsOf(connections)
  const jobs = sources.map(async (input, index) => {
    const { source, secret } = keptSource(input, cdnHosts)
    const ofOne = labels[index] ?? null
    return {
      source,
      sealed: secret === null ? null : await sealSource(secret, keyring),
      ...(ofOne === null ? {} : { labels: cutLabels(ofOne, redact) }),
      ...(input.kind === 'file' ? { handle: input.handle } : {}),
    }
  })
  return ok(await Promise.all(jobs))
}

/** The requests as they would be sent, secrets cut; none for a file that has no handle yet. */
export function requestsOf({ connections, redact }: PlanServices, plan: Plan): readonly string[] {
  const connection = connections.find(plan.connectionId)
  if (connection === null) return []
  const cdnHosts = cdnHostsOf(connections)
  return plan.sources.flatMap((input) => {
    const { source } = keptSource(input, cdnHosts)
    if (source.kind !== 'file') return [shownRunUrl(connection, plan.workflowId, source, redact)]
    const handle = input.kind === 'file' ? input.handle : null
    return handle === null
      ? []
      : [shownRunUrl(connection, plan.workflowId, { kind: 'handle', handle }, redact)]
  })
}

/** Files of a plan that would be uploaded, and their bytes. */
export function uploadsOf(sources: readonly PlanSource[]): RunPreview['uploads'] {
  let [files, bytes] = [0, 0]
  for (const source of sources) {
    if (source.kind !== 'file' || source.handle !== null) continue
    files += 1
    bytes += source.size
  }
  return { files, bytes }
}

/** What of a plan need not be run or uploaded again. A signed link is never known: its shortened form may be another's. */
export async function knownOfPlan(
  { connections, reader }: PlanServices & { readonly reader: JournalReader },
  plan: Plan,
): Promise<ExistingResults> {
  const cdnHosts = cdnHostsOf(connections)
  const items: ExistingItem[] = []
  const places: number[] = []
  for (const [index, input] of plan.sources.entries()) {
    const item = itemOf(input, cdnHosts)
    if (item === null) continue
    items.push(item)
    places.push(index)
  }
  const { results, files } = await findExisting(reader, plan.connectionId, plan.workflowId, items)
  const placeOf = (item: number): number => places[item] ?? -1
  return {
    results: results.map(placeOf),
    files: files.map((file) => ({ ...file, index: placeOf(file.index) })),
  }
}

function itemOf(input: PlanSource, cdnHosts: readonly string[]): ExistingItem | null {
  if (input.kind === 'file') {
    return input.handle === null
      ? { kind: 'file', path: input.path, size: input.size }
      : { kind: 'source', source: { kind: 'handle', handle: input.handle } }
  }
  const { source, secret } = keptSource(input, cdnHosts)
  return secret !== null || source.kind === 'file' ? null : { kind: 'source', source }
}

const cdnHostsOf = (connections: ConnectionStore): readonly string[] =>
  connections.list().list.map(({ hosts }) => new URL(hosts.cdn).host)
