import type { RemoteJobInfo } from '#main/filestack/client.ts'
import type { NewJob } from '#main/storage/journal/journal.ts'
import { isPresigned, shortenUrl } from '#shared/model/presigned.ts'
import type { Source } from '#shared/model/source.ts'

/** A job that was started elsewhere, as it is written to the journal: found by its id, not requested by us. */
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

/** A source as the service writes it. A presigned link is shortened, and cannot be run again from here. */
function readSource(text: string): Source {
  const [, alias, path] = /^src:\/\/([^/]+)\/(.+)$/.exec(text) ?? []
  if (alias !== undefined && path !== undefined) return { kind: 'alias', alias, path }
  if (!URL.canParse(text)) return { kind: 'handle', handle: text }
  return isPresigned(text) ? { kind: 'url', url: shortenUrl(text), sealed: true } : { kind: 'url', url: text }
}
