import type { Credentials } from '#main/filestack/client.ts'

/** The security step of a link: it is replaced by one that allows reading only. */
const SECURITY_STEP = /^security=[^/?#]+\//
/** What a task stored: the three parts name the workflow, the job and the file. */
const WORKFLOW_FILE = /^wf:\/\/[\w.-]+\/[\w.-]+\/[\w.-]+$/
/** A file that a task stored under a handle of its own, with an extension that decides nothing. */
const STORED_FILE = /^([A-Za-z0-9_-]{15,64})(?:\+?\.[A-Za-z0-9]{1,8})?$/

/** A link of a result that leads to a stored file, without any task. */
export interface OutputFileLink {
  /** The part after the key and the security step. */
  readonly path: string
  /** Whether the link has the API key in front. */
  readonly hasKey: boolean
  /** The handle of a stored file; null for a file of the workflow. */
  readonly handle: string | null
}

/**
 * Reads a link as an output file of this connection; null for every other link. A path of the CDN can hold tasks that start
 * jobs and conversions, which are billed, so only a path without any task is accepted.
 */
export function parseOutputFileLink(
  link: string,
  { apiKey, hosts }: Pick<Credentials, 'apiKey' | 'hosts'>,
): OutputFileLink | null {
  if (!link.startsWith(`${hosts.cdn}/`)) return null
  const rest = link.slice(hosts.cdn.length + 1)
  const hasKey = rest.startsWith(`${apiKey}/`)
  const path = (hasKey ? rest.slice(apiKey.length + 1) : rest).replace(SECURITY_STEP, '')
  if (WORKFLOW_FILE.test(path)) return hasDotSegment(path) ? null : { path, hasKey, handle: null }
  const handle = STORED_FILE.exec(path)?.[1]
  return handle === undefined ? null : { path, hasKey, handle }
}

/** The steps that turn a picture upright and make it at most so many px wide and high: the only tasks that a download may name. */
export const toSmallerSteps = (px: number): string =>
  `rotate=deg:exif/resize=width:${px},height:${px},fit:max/`
const SMALLER_STEPS = /^rotate=deg:exif\/resize=width:(\d{2,4}),height:\1,fit:max\//

/** Is this the path of a request that reads a file and does nothing else? The gate requires it of a download. */
export function isOutputFilePath(path: string): boolean {
  const [, rest = ''] = /^\/(?:[A-Za-z0-9_-]{1,128}\/)?(?:security=[^/?#]+\/)?([^?#]+)$/.exec(path) ?? []
  return (
    (WORKFLOW_FILE.test(rest) && !hasDotSegment(rest)) || STORED_FILE.test(rest.replace(SMALLER_STEPS, ''))
  )
}

const hasDotSegment = (path: string): boolean => /(?:^|\/)\.{1,2}(?:\/|$)/.test(path)
