import { appError } from '#shared/errors/catalogue.ts'
import { formatJson, sliceAt, stringText } from '#shared/model/json/index.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'

/** The part of a body to select, and its form. */
export interface ResultSelection {
  /**
   * `raw`: the bytes received; `json`: indented, with key order and numbers exact; `value`: the same, but a text stands
   * there without quotes and escapes.
   */
  readonly as: 'raw' | 'json' | 'value'
  /** RFC 6901; the empty one: the whole. */
  readonly pointer: string
}

const QUOTE = 0x22

/** Takes seconds for 100 MB. */
export function selectBytes(body: Uint8Array, { as, pointer }: ResultSelection): Result<Uint8Array> {
  const node = pointer === '' ? body : sliceAt(body, pointer)
  if (node === null) return fail(appError('job.noNode'))
  if (as === 'raw') return ok(node)
  return ok(as === 'value' && node[0] === QUOTE ? toTextBytes(node) : formatJson(node))
}

/** The text of a JSON string, without its quotes. */
const toTextBytes = (node: Uint8Array): Uint8Array =>
  new TextEncoder().encode(
    stringText(node, 1, node[node.length - 1] === QUOTE ? node.length - 1 : node.length),
  )
