import { isPresigned, shortenUrl } from '#shared/model/presigned.ts'
import { jsonText, type Answer } from '#sandbox/answer.ts'
import {
  badRequest,
  handleExists,
  notFound,
  findAccessRefusal,
  type Context,
  type SandboxRequest,
} from '#sandbox/context.ts'
import { unfinishedBody } from '#sandbox/job-body.ts'
import { parseSource, type CdnPath, type RunSource } from '#sandbox/paths.ts'
import type { PolicyNeed } from '#sandbox/security.ts'

/** `run_workflow`: a GET that starts a job each time it is accepted. */
export function runWorkflow(
  context: Context,
  { at, reused }: SandboxRequest,
  cdn: CdnPath,
  workflow: string,
): Answer {
  const source = parseSource(cdn.source)
  const refused = findAccessRefusal(context, 'PRC', {
    apiKey: cdn.apiKey,
    isKeyNeeded: source?.kind !== 'handle',
    signed: cdn.security,
    need: { all: ['runWorkflow', 'convert'], ...readLimits(source) },
    at,
  })
  if (refused !== null) return refused
  if (source === null) return badRequest('Invalid source', 'PRC', at, 'source')
  if (source.kind === 'handle' && !handleExists(source.text)) return notFound('File', 'PRC', at, 'handle')
  const job = context.jobs.start(workflow, toNamedSource(source.text), context.faults.drawJob(reused), at)
  if (job === null) return notFound('Workflow', 'PRC', at, 'workflow')
  const started = { jobid: job.jobid, workflow, source: source.text }
  return jsonText(200, unfinishedBody(job, 'Started'), { ...started, started: [started] })
}

/** A presigned link is a secret: neither a kept result nor the file of accepted jobs holds what signs it. */
const toNamedSource = (source: string): string => (isPresigned(source) ? shortenUrl(source) : source)

function readLimits(source: RunSource | null): PolicyNeed {
  if (source === null) return {}
  if (source.kind === 'handle') return { handle: source.text }
  return source.kind === 'url' ? { url: source.text } : { path: source.path }
}
