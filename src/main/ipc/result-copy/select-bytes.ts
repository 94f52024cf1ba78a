import { appError } from '#shared/errors/catalogue.ts'
import { formatJson, sliceAt } from '#shared/model/json/index.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'

/** What of a body is copied. */
export interface CopySelection {
  /** `raw`: the bytes received; `json`: indented, with key order and numbers exact. */
  readonly as: 'raw' | 'json'
  /** RFC 6901; the empty one: the whole. */
  readonly pointer: string
}

/** Takes seconds for 100 MB. */
export function selectBytes(body: Uint8Array, { as, pointer }: CopySelection): Result<Uint8Array> {
  const node = pointer === '' ? body : sliceAt(body, pointer)
  if (node === null) return fail(appError('job.noNode'))
  return ok(as === 'raw' ? node : formatJson(node))
}
