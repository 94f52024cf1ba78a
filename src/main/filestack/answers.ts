import type { Flaw } from '#shared/text/unreadable-answers.ts'
import type { HttpOutcome } from './http.ts'
import { readTopLevel, type TopLevel } from './top-level.ts'

export type Answer = Extract<HttpOutcome, { readonly kind: 'answer' }>

/** Cuts secrets out of words that came from outside. */
export type Redact = (text: string) => string

/** An answer's body, read as far as it can be. */
export interface Reading {
  /** The members of the JSON object, or why there is none. */
  readonly json: TopLevel | Flaw
  /** It says that something went wrong, whatever its status. */
  readonly saysError: boolean
  /** What the service says, shortened and without secrets; empty when it says nothing. */
  readonly words: string
  /** The service's correlation id, `c` in its error bodies. */
  readonly correlationId: string | null
}

/** Words are looked for in the beginning of a body only, and shown up to a line's length. */
const BEGINNING = 65_536
const LINE = 200

/** Reads text first, then JSON: every shape of filestack-api.md §1, and whatever else may come. */
export async function readAnswer(answer: Answer, redact: Redact): Promise<Reading> {
  const { body, broken } = answer
  if (broken?.reason === 'tooLarge') return unread('tooLarge')
  const json = await readTopLevel(body)
  if (json === 'empty' && broken !== null) return unread('cut')
  if (typeof json === 'string') {
    const text = new TextDecoder().decode(body.subarray(0, BEGINNING))
    const words = json === 'webPage' ? wordsOfPage(text) : json === 'notJson' ? text : ''
    return { ...unread(json), words: shortened(redact(words)) }
  }
  const error = json.get('error')
  const said = error ?? json.get('message') ?? json.get('msg') ?? json.get('detail')
  const id = json.get('c')
  return {
    json,
    saysError: (error !== undefined && error !== null && error !== false) || json.get('result') === 'error',
    words: shortened(redact(wordsOf(said))),
    correlationId: typeof id === 'string' && /^[\w.:-]{1,64}$/.test(id) ? id : null,
  }
}

function unread(flaw: Flaw): Reading {
  return { json: flaw, saysError: false, words: '', correlationId: null }
}

function wordsOf(said: unknown): string {
  if (typeof said === 'string') return said
  if (typeof said !== 'object' || said === null) return ''
  const parts = new Map<string, unknown>(Object.entries(said))
  const inner = parts.get('msg') ?? parts.get('message') ?? parts.get('error')
  return typeof inner === 'string' ? inner : JSON.stringify(said)
}

/** A page's title, or the message of a storage service's XML. */
function wordsOfPage(text: string): string {
  return /<(title|Message)\b[^>]*>([^<]*)</i.exec(text)?.[2] ?? ''
}

/** One line, without control characters. */
function shortened(text: string): string {
  if (text === '') return text
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return line.length <= LINE ? line : `${line.slice(0, LINE - 1).toWellFormed()}…`
}
