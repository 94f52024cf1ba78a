import type { RemoteJobInfo } from '#main/filestack/client.ts'
import type { NewJob } from '#main/storage/journal/journal.ts'
import { cutLinkSecrets } from '#shared/model/presigned-cut.ts'
import type { Source } from '#shared/model/source.ts'

/** A job that was started elsewhere, as the journal keeps it: found by its id, and not requested by us. */
export function toAttachedJob(id: string, remoteJobId: string, info: RemoteJobInfo): NewJob {
  const source = readSource(info.source ?? remoteJobId)
  return {
    id,
    position: 0,
    source,
    sealed: null,
    labels: {},
    state: 'started',
    remoteJobId,
    attached: true,
    retryOf: null,
    handle: null,
  }
}

/** A source as the service writes it. What holds a secret is shortened, and cannot be run again from here. */
function readSource(told: string): Source {
  const text = cutLinkSecrets(told)
  const [, alias, path] = /^src:\/\/([^/]+)\/(.+)$/.exec(text) ?? []
  if (alias !== undefined && path !== undefined) return { kind: 'alias', alias, path }
  if (!URL.canParse(text)) return { kind: 'handle', handle: text }
  return text === told ? { kind: 'url', url: text } : { kind: 'url', url: text, sealed: true }
}
