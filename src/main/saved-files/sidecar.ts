import type { FileTask } from '#main/filestack/results/result-facts.ts'
import { mapLabels } from '#shared/model/labels.ts'
import type { Job } from '#shared/model/job.ts'
import { sourceText } from '#shared/model/source.ts'
import type { SavedEntry } from './saved-index.ts'

export const SIDECAR_ENDING = '.json'

/** What a saved file is, for whoever finds it later: a text of JSON that lies beside it. Secrets are cut. */
export function toSidecar(
  job: Job,
  file: FileTask,
  saved: SavedEntry,
  redact: (text: string) => string,
): string {
  const { remoteJobId, workflowId, endedAt, verdict, summary } = job
  const sidecar = {
    file: saved.name,
    task: file.key,
    mimetype: file.mimetype,
    bytes: saved.bytes,
    sha256: saved.sha256,
    link: redact(file.url),
    source: redact(sourceText(job.source)),
    labels: mapLabels(job.labels, redact),
    job: job.id,
    jobid: remoteJobId,
    workflow: workflowId,
    ended: endedAt === null ? null : new Date(endedAt).toISOString(),
    verdict,
    summary: redact(summary),
  }
  return `${JSON.stringify(sidecar, null, 2)}\n`
}
