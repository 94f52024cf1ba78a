import type { AppError } from '#shared/errors/app-error.ts'
import type { Job } from '#shared/model/job.ts'
import type { RunOptions } from '#shared/model/run.ts'
import type { NoSource, Source, StoredSource } from '#shared/model/source.ts'
import type { StoreOptions, UploadTicket } from '#shared/model/upload.ts'

/** The value of a JSON column; undefined when it is no JSON, or not of the expected shape. */
export function readColumn<T>(text: unknown, fits: (value: unknown) => value is T): T | undefined {
  if (typeof text !== 'string') return undefined
  try {
    const value: unknown = JSON.parse(text)
    return fits(value) ? value : undefined
  } catch {
    return undefined
  }
}

type Fields = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isText = (value: unknown): value is string => typeof value === 'string'

/** A source as a row holds it, also that there is none. */
export function isSource(value: unknown): value is Source | NoSource {
  if (!isObject(value)) return false
  switch (value['kind']) {
    case 'handle':
      return isText(value['handle'])
    case 'url':
      return isText(value['url'])
    case 'alias':
      return isText(value['alias']) && isText(value['path'])
    case 'file':
      return isText(value['path'])
    case 'none':
      return value['told'] === null || isText(value['told'])
    default:
      return false
  }
}

export const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isText)

export const isLabels = (value: unknown): value is Job['labels'] =>
  isObject(value) && Object.values(value).every(isText)

export const isError = (value: unknown): value is AppError =>
  isObject(value) && isText(value['code']) && isText(value['message']) && isText(value['advice'])

export const isRunOptions = (value: unknown): value is RunOptions =>
  isObject(value) && (value['firstResults'] === null || typeof value['firstResults'] === 'number')

export const isStoreOptions = (value: unknown): value is StoreOptions =>
  isObject(value) && ['location', 'path', 'container', 'region', 'access'].every((key) => isText(value[key]))

export const isTicket = (value: unknown): value is UploadTicket =>
  isObject(value) && ['uri', 'region', 'uploadId', 'locationUrl'].every((key) => isText(value[key]))

const toBytes = (raw: unknown): Buffer =>
  raw instanceof Uint8Array ? Buffer.from(raw) : Buffer.from(String(raw), 'utf8')

/** The bytes of a column as base64. */
export const toBase64 = (raw: unknown): string => toBytes(raw).toString('base64')

/** How a salvage keeps a source that it could not read: as JSON, so that the indexes over sources accept it. */
export const wrapUnreadableSource = (raw: unknown): string =>
  JSON.stringify({ kind: 'unreadable', base64: toBase64(raw) })

const isWrapped = (value: unknown): value is { readonly base64: string } =>
  isObject(value) && value['kind'] === 'unreadable' && isText(value['base64'])

/** A source that cannot be read, with its bytes as they were found. */
export function readUnreadableSource(raw: unknown): {
  readonly source: StoredSource
  readonly base64: string
} {
  const base64 = readColumn(raw, isWrapped)?.base64 ?? toBase64(raw)
  return { source: { kind: 'unreadable', text: Buffer.from(base64, 'base64').toString('utf8') }, base64 }
}
