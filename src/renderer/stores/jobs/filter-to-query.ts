import type { JobFilterInput } from '#shared/model/job-page.ts'
import { formatQuery, type Term } from '#shared/model/query/index.ts'

/** Does a filter exclude some jobs of its connections? */
export const isNarrowed = ({ workflowId, runId, states, text, query = '' }: JobFilterInput): boolean =>
  [workflowId, runId, states, text].some((part) => part !== undefined) || query.trim() !== ''

/** A filter as one query of the search language, without its connection. It finds the same jobs. */
export function filterToQuery({ workflowId, runId, states, text, query = '' }: JobFilterInput): string {
  const terms: readonly Term[] = [
    ...(workflowId === undefined
      ? []
      : [{ kind: 'workflow', not: false, value: { text: workflowId, glob: false } } as const]),
    ...(runId === undefined ? [] : [{ kind: 'run', not: false, value: runId } as const]),
    ...(states === undefined ? [] : [{ kind: 'state', not: false, states } as const]),
    ...(text === undefined || text.trim() === ''
      ? []
      : [{ kind: 'text', not: false, value: text.trim() } as const]),
  ]
  return [formatQuery({ terms }), query.trim()].filter((part) => part !== '').join(' ')
}
