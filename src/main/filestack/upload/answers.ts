import type { Answer, ParsedAnswer } from '#main/filestack/answers.ts'
import { mayReceiveCredentials, mayReceiveFile, parsePlainUrl } from '#main/filestack/gate/addresses.ts'
import { isPartHeader } from '#main/filestack/gate/part-headers.ts'
import type { RequestPurpose } from '#main/filestack/gate/request-kind.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { uploadTargetWords } from '#shared/text/unreadable-files.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { UploadTicket } from '#shared/model/upload.ts'
import type { SignedPart, StoredFile } from './client.ts'
import { toUnusableAnswerError, type ReadAnswer } from './outcomes.ts'

type Connection = RequestPurpose['connection']

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/
/** They steer our own connection to the storage: an answer may not choose them. */
const CONNECTION_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
])

/** Reads the start answer; every later call needs the first four of it. Credentials follow to its host: it is judged first. */
export const createTicketReader =
  ({ hosts }: Connection): ReadAnswer<UploadTicket> =>
  (answer, reading) => {
    const ticket = readTicket(answer, reading)
    if (!ticket.ok) return ticket
    const url = parsePlainUrl(ticket.data.locationUrl)
    if (url !== null && mayReceiveCredentials(url, hosts)) return ticket
    return fail(toNotAllowedError(answer, uploadTargetWords.host(toShownHost(ticket.data.locationUrl))))
  }

function readTicket(answer: Answer, reading: ParsedAnswer): Result<UploadTicket> {
  const [uri, region, uploadId] = [
    readTextField(reading, 'uri'),
    readTextField(reading, 'region'),
    readTextField(reading, 'upload_id'),
  ]
  const locationUrl = readBaseUrl(readTextField(reading, 'location_url'))
  if (uri === null || region === null || uploadId === null || locationUrl === null) {
    const all = { uri, region, upload_id: uploadId, location_url: locationUrl }
    return fail(toMissingFieldsError(answer, reading, all))
  }
  const told = readTextField(reading, 'location_region')
  const locationRegion = told !== null && HEADER_VALUE.test(told) ? told : null
  return ok({ uri, region, uploadId, locationUrl, locationRegion })
}

/** Reads where a part goes. The answer may not choose an address of this computer's network, nor headers of its own. */
export const createSignedPartReader =
  (connection: Connection): ReadAnswer<SignedPart> =>
  (answer, reading) => {
    const part = readSignedPart(answer, reading)
    if (!part.ok) return part
    const [url, own] = [parsePlainUrl(part.data.url), parsePlainUrl(connection.hosts.upload)]
    if (url === null || own === null || !mayReceiveFile(url, own))
      return fail(toNotAllowedError(answer, uploadTargetWords.address(toShownHost(part.data.url))))
    const headers = Object.entries(part.data.headers).filter(
      ([name, value]) => name.toLowerCase() !== 'host' || value.toLowerCase() !== url.host,
    )
    const foreign = headers.find(([name, value]) => !isPartHeader(name, value))
    if (foreign !== undefined)
      return fail(toNotAllowedError(answer, uploadTargetWords.header(foreign[0].slice(0, 64))))
    return ok({ url: part.data.url, headers: Object.fromEntries(headers), connection })
  }

function readSignedPart(answer: Answer, reading: ParsedAnswer): Result<Omit<SignedPart, 'connection'>> {
  const told = readTextField(reading, 'url')
  // As it stands it is signed: what would have to be written otherwise on the wire cannot be used.
  const url = told !== null && /^https?:\/\/[^/?#\s]+[\x21-\x7e]*$/i.test(told) ? told : null
  const headers = readHeaders(typeof reading.json === 'string' ? undefined : reading.json.get('headers'))
  if (url === null || headers === null) return fail(toMissingFieldsError(answer, reading, { url, headers }))
  return ok({ url, headers })
}

/** What the storage says of a part it took: its ETag, verbatim. */
export function readEtag(answer: Answer, reading: ParsedAnswer): Result<string> {
  // A sign-in page that took the place of the storage may have an ETag, too.
  if (reading.json === 'webPage') return fail(toUnusableAnswerError(answer, reading, []))
  const etag = answer.headers['etag'] ?? ''
  return etag === '' ? fail(appError('upload.noETag', {}, { status: answer.status })) : ok(etag)
}

/** Null: still merging. A file that is stored has a handle; its URL follows from that where it is not told. */
export function createStoredReader(cdn: string): ReadAnswer<StoredFile | null> {
  return (answer, reading) => {
    if (answer.status === 202) return ok(null)
    const handle = readTextField(reading, 'handle')
    if (reading.hasError || handle === null) return fail(toMissingFieldsError(answer, reading, { handle }))
    return ok({ handle, url: readTextField(reading, 'url') ?? `${cdn}/${handle}` })
  }
}

function toNotAllowedError(answer: Answer, what: string): AppError {
  return appError('upload.notAllowed', { what }, { status: answer.status })
}

/** The host as it may be shown; nothing else of an address that was refused. */
const toShownHost = (url: string): string => parsePlainUrl(url)?.host ?? uploadTargetWords.unreadable

function toMissingFieldsError(
  answer: Answer,
  reading: ParsedAnswer,
  wanted: Readonly<Record<string, unknown>>,
): AppError {
  return toUnusableAnswerError(
    answer,
    reading,
    Object.keys(wanted).filter((name) => wanted[name] === null),
  )
}

function readTextField({ json }: ParsedAnswer, name: string): string | null {
  const value = typeof json === 'string' ? null : json.get(name)
  return typeof value === 'string' && value !== '' ? value : null
}

/** A bare host means https, a whole URL is taken as it is (docs/filestack-api.md §6); without a slash at its end. */
function readBaseUrl(told: string | null): string | null {
  if (told === null) return null
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(told) ? told : `https://${told}`
  return /^https?:\/\/[^\s@]+$/i.test(url) && URL.canParse(url) ? url.replace(/\/+$/, '') : null
}

function readHeaders(value: unknown): Readonly<Record<string, string>> | null {
  if (typeof value !== 'object' || value === null) return null
  const headers: Record<string, string> = {}
  for (const [name, content] of Object.entries(value)) {
    if (typeof content !== 'string' || !HEADER_NAME.test(name) || !HEADER_VALUE.test(content)) return null
    if (!CONNECTION_HEADERS.has(name.toLowerCase())) headers[name] = content
  }
  return headers
}
