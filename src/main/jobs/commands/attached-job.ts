import type { RemoteJobInfo } from '#main/filestack/client.ts'
import type { NewJob } from '#main/storage/journal/journal.ts'
import { cutLinkSecrets } from '#shared/model/presigned-cut.ts'
import { isPresigned } from '#shared/model/presigned.ts'
import { recognisePaste } from '#shared/model/recognise.ts'
import type { NoSource, Source } from '#shared/model/source.ts'

/** The id of a job, and what the service tells of it. */
export interface RemoteJob {
  readonly remoteJobId: string
  readonly info: RemoteJobInfo
  /** `host[:port]` of the connection's CDN, by which its links are known. */
  readonly cdnHost: string
}

/** A job that was started elsewhere, as the journal keeps it: found by its id, and not requested by us. */
export function toAttachedJob(id: string, { remoteJobId, info, cdnHost }: RemoteJob): NewJob {
  return {
    id,
    position: 0,
    source: readToldSource(info.source, cdnHost),
    sealed: null,
    labels: {},
    state: 'started',
    remoteJobId,
    attached: true,
    retryOf: null,
    handle: null,
  }
}

/**
 * The source as the service tells it, its security cut. A signed link is shortened, and cannot be run again from here; of what
 * is no source, the text is kept.
 */
export function readToldSource(told: string | null, cdnHost: string): Source | NoSource {
  if (told === null) return { kind: 'none', told: null }
  const text = cutLinkSecrets(told)
  if (text !== told && isPresigned(told)) return { kind: 'url', url: text, sealed: true }
  const [line, ...more] = recognisePaste(text, { apiKeys: [], cdnHosts: [cdnHost] })
  const found = line?.recognition
  if (more.length > 0 || (found?.kind !== 'source' && found?.kind !== 'perhaps'))
    return { kind: 'none', told: text }
  return found.source
}
