import { MAX_PARSED_VALUE_BYTES } from '#shared/model/bounds.ts'
import { setImmediate } from 'node:timers/promises'
import { field, isFields } from '#shared/model/results/index.ts'
import type { Flaw } from '#shared/text/unreadable-answers.ts'
import { MemberScanner, parseBytes } from './results/scan-members.ts'

/** The first level of a JSON object; a value is parsed when asked for. */
export interface TopLevel {
  /** The value of the last member of that name; undefined when there is none, it is large or it is not JSON. */
  get(name: string): unknown
  /** The whole object, when it is small and valid JSON. */
  readonly whole: Readonly<Record<string, unknown>> | null
}

/** Bytes read before other work gets its turn. */
const BYTES_PER_TURN = 2_000_000

/** A small object is parsed at once; a large one, or a body that is no JSON, is scanned. */
export async function readTopLevel(body: Uint8Array): Promise<TopLevel | Flaw> {
  const whole = body.length <= MAX_PARSED_VALUE_BYTES ? parseBytes(toBuffer(body)) : undefined
  if (isFields(whole)) return { get: (name) => field(whole, name), whole }
  const members = new Map<string, Buffer | null>()
  const scanner = new MemberScanner(({ name, value }) => members.set(name, value))
  for (let at = 0; at < body.length; at += BYTES_PER_TURN) {
    if (at > 0) await setImmediate()
    if (!scanner.push(body.subarray(at, at + BYTES_PER_TURN))) break
  }
  return scanner.end() ?? { whole: null, get: (name) => parseBytes(members.get(name) ?? null) }
}

const toBuffer = (body: Uint8Array): Buffer => Buffer.from(body.buffer, body.byteOffset, body.byteLength)
