import { jsonText, type Answer } from '#sandbox/answer.ts'
import { notFound, findAccessRefusal, type Context, type SandboxRequest } from '#sandbox/context.ts'
import type { CdnPath } from '#sandbox/paths.ts'

/** `workflow_status`. Reading a status needs no call of the policy; the key must stand in front. */
export function workflowStatus(
  context: Context,
  { at, unknownName }: SandboxRequest,
  cdn: CdnPath,
  jobid: string,
): Answer {
  const refused = findAccessRefusal(context, 'PRC', {
    apiKey: cdn.apiKey,
    isKeyNeeded: true,
    signed: cdn.security,
    need: {},
    at,
  })
  if (refused !== null) return refused
  const job = context.jobs.find(jobid, at)
  if (job === null) return { ...notFound('Workflow job', 'PRC', at, 'job'), note: { jobid, reason: 'job' } }
  return jsonText(200, context.jobs.statusBody(job, at, unknownName), { jobid, workflow: job.workflow })
}
