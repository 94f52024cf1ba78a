import type { Credentials } from '#main/filestack/client.ts'
import { checkSecurity, createSigner } from '#main/filestack/security.ts'
import { createHttpSender, type ClientOptions } from '#main/filestack/sender.ts'
import { policyBlocksUpload } from '#shared/model/policy.ts'
import type { StoreOptions, UploadTicket } from '#shared/model/upload.ts'
import { createSignedPartReader, createStoredReader, createTicketReader, readEtag } from './answers.ts'
import type { UploadClient, UploadFile, UploadOutcome } from './client.ts'
import { toUploadOutcome, type ReadAnswer } from './outcomes.ts'

const HEADERS = {
  accept: 'application/json',
  'accept-encoding': 'identity',
  'content-type': 'application/json',
  'user-agent': 'Flowbench',
}

/** Beyond this a policy of an hour may have been refused for its time, ms. */
const MAX_CLOCK_SKEW_CHANGE_MS = 60_000

interface PostRequest<T> {
  readonly baseUrl: string
  readonly step: 'start' | 'upload' | 'complete'
  readonly ticket: UploadTicket | null
  readonly body: Readonly<Record<string, unknown>>
  /** Bytes of the whole file, for requests whose policy may limit them; null for the others. */
  readonly size: number | null
  readonly store: StoreOptions
  readonly signal: AbortSignal
  readonly read: ReadAnswer<T>
}

/** The client of the multipart protocol over a transport (docs/filestack-api.md §6): one request a call, no retry, no wait. */
export function createUploadClient(options: ClientOptions): UploadClient {
  const sender = createHttpSender(options)
  const signer = createSigner()

  const post = async <T>(credentials: Credentials, call: PostRequest<T>): Promise<UploadOutcome<T>> => {
    const { baseUrl, step, ticket, body, size, store, signal, read } = call
    const now = sender.serverNow(baseUrl)
    const checked = checkSecurity(credentials, sender.earliestServerNow(baseUrl), (policy, at) =>
      policyBlocksUpload(policy, at, size),
    )
    if (!checked.ok) return { kind: 'refused', error: checked.error }
    const whole = {
      apikey: credentials.apiKey,
      ...(ticket === null ? {} : { uri: ticket.uri, region: ticket.region, upload_id: ticket.uploadId }),
      ...body,
      store: omitEmpty(store),
      ...signer.getSignedPolicy(credentials.security, now),
    }
    const region = ticket?.locationRegion ?? null
    const { outcome, where, mistakenMs } = await sender.send({
      purpose: { kind: 'upload', connection: credentials },
      method: 'POST',
      url: `${baseUrl}/multipart/${step}`,
      headers: { ...HEADERS, ...(region === null ? {} : { 'filestack-upload-region': region }) },
      body: Buffer.from(JSON.stringify(whole)),
      signal,
    })
    const mistaken = credentials.security.kind === 'secret' && mistakenMs > MAX_CLOCK_SKEW_CHANGE_MS
    return toUploadOutcome(outcome, where, mistaken, read)
  }

  return {
    start(credentials, file, store, signal) {
      const baseUrl = credentials.hosts.upload
      const body = toFileFields(file)
      const { size } = file
      return post(credentials, {
        baseUrl,
        step: 'start',
        ticket: null,
        body,
        size,
        store,
        signal,
        read: createTicketReader(credentials),
      })
    },

    signPart(credentials, ticket, { number, size, md5 }, store, signal) {
      const baseUrl = ticket.locationUrl
      const body = { part: number, size, md5 }
      const read = createSignedPartReader(credentials)
      return post(credentials, { baseUrl, step: 'upload', ticket, body, size: null, store, signal, read })
    },

    async put({ url, headers, connection }, { size, open }, signal) {
      const { outcome, where } = await sender.send({
        purpose: { kind: 'part', connection },
        method: 'PUT',
        url,
        headers,
        body: { bytes: size, open },
        signal,
      })
      return toUploadOutcome(outcome, where, false, readEtag)
    },

    complete(credentials, ticket, file, parts, store, signal) {
      const baseUrl = ticket.locationUrl
      const named = parts.map(({ number, etag }) => ({ part_number: number, etag }))
      const body = { ...toFileFields(file), parts: named }
      const read = createStoredReader(credentials.hosts.cdn)
      return post(credentials, { baseUrl, step: 'complete', ticket, body, size: null, store, signal, read })
    },
  }
}

function toFileFields({ filename, mimetype, size }: UploadFile): Readonly<Record<string, unknown>> {
  return { filename, mimetype, size }
}

/** Empty texts are options that were not set. */
function omitEmpty(store: StoreOptions): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(store).filter(([, value]) => value !== ''))
}
