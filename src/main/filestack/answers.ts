import { MAX_MESSAGE_SCAN_BYTES } from '#shared/model/bounds.ts'
import type { Flaw } from '#shared/text/unreadable-answers.ts'
import type { BodyReading } from './results/read-body.ts'
import type { HttpOutcome } from './transport.ts'
import { readTopLevel, type TopLevel } from './top-level.ts'

export type Answer = Extract<HttpOutcome, { readonly kind: 'answer' }>

/** Cuts secrets out of a text that came from outside. */
export type Redact = (text: string) => string

/** An answer's body, read as far as it can be. */
export interface ParsedAnswer {
  /** The members of the JSON object, or why there is none. */
  readonly json: TopLevel | Flaw
  /** The body reports an error, whatever the HTTP status is. */
  readonly hasError: boolean
  /** What the service says, shortened and without secrets; empty when it says nothing. */
  readonly message: string
  /** The service's correlation id, `c` in its error bodies. */
  readonly correlationId: string | null
}

/** The message is shown up to the length of a line. */
const MAX_MESSAGE_CHARACTERS = 200

/** Reads a body: every error shape of docs/filestack-api.md §1, and anything else that may come. */
export async function readAnswer(answer: Answer, redact: Redact): Promise<ParsedAnswer> {
  const { body, broken } = answer
  if (broken?.reason === 'tooLarge') return createUnreadable('tooLarge')
  const json = await readTopLevel(body)
  if (json === 'empty' && broken !== null) return createUnreadable('cut')
  return toParsedAnswer(json, body, redact)
}

/** The same for a body in a file. */
export function toParsedFile({ members, beginning }: BodyReading, redact: Redact): ParsedAnswer {
  const json = typeof members === 'string' ? members : toTopLevel(members)
  return toParsedAnswer(json, beginning, redact)
}

const toTopLevel = (members: ReadonlyMap<string, unknown>): TopLevel => ({
  get: (name) => members.get(name),
  whole: null,
})

function toParsedAnswer(json: TopLevel | Flaw, body: Uint8Array, redact: Redact): ParsedAnswer {
  if (typeof json === 'string') {
    const text = new TextDecoder().decode(body.subarray(0, MAX_MESSAGE_SCAN_BYTES))
    const words = json === 'webPage' ? readPageMessage(text) : json === 'notJson' ? text : ''
    return { ...createUnreadable(json), message: toOneLine(redact(words)) }
  }
  const error = json.get('error')
  const said = error ?? json.get('message') ?? json.get('msg') ?? json.get('detail')
  const id = json.get('c')
  return {
    json,
    hasError: (error !== undefined && error !== null && error !== false) || json.get('result') === 'error',
    message: toOneLine(redact(readErrorMessage(said))),
    correlationId: typeof id === 'string' && /^[\w.:-]{1,64}$/.test(id) ? id : null,
  }
}

/** The state of a job is free text of the service, and is kept. A secret that it repeats is cut out. */
export function cleanStatus<T extends object>(answer: T, redact: Redact): T {
  return 'remoteStatus' in answer && typeof answer.remoteStatus === 'string'
    ? { ...answer, remoteStatus: toOneLine(redact(answer.remoteStatus)) }
    : answer
}

function createUnreadable(flaw: Flaw): ParsedAnswer {
  return { json: flaw, hasError: false, message: '', correlationId: null }
}

function readErrorMessage(said: unknown): string {
  if (typeof said === 'string') return said
  if (typeof said !== 'object' || said === null) return ''
  const parts = new Map<string, unknown>(Object.entries(said))
  const inner = parts.get('msg') ?? parts.get('message') ?? parts.get('error')
  return typeof inner === 'string' ? inner : JSON.stringify(said)
}

/** A page's title, or the message of a storage service's XML. */
function readPageMessage(text: string): string {
  return /<(title|Message)\b[^>]*>([^<]*)</i.exec(text)?.[2] ?? ''
}

/** One line, without control characters. */
function toOneLine(text: string): string {
  if (text === '') return text
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return line.length <= MAX_MESSAGE_CHARACTERS
    ? line
    : `${line.slice(0, MAX_MESSAGE_CHARACTERS - 1).toWellFormed()}…`
}
