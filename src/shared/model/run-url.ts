import { workflowIdOfRunUrl } from './workflow-id.ts'

/** What the address of a run tells of its application and workflow. */
export interface RunUrl {
  readonly apiKey: string
  readonly workflowId: string
  /** Scheme and host, without a slash at the end. */
  readonly origin: string
}

/** Reads the address of a run. Null for any other text. */
export function readRunUrl(pasted: string): RunUrl | null {
  const text = pasted.trim()
  const [, origin, apiKey] = /^(https?:\/\/[^/\s]+)\/([A-Za-z0-9_-]{8,128})\//.exec(text) ?? []
  const workflowId = origin === undefined ? null : workflowIdOfRunUrl(text)
  if (origin === undefined || apiKey === undefined || workflowId === null) return null
  return { apiKey, workflowId, origin }
}
