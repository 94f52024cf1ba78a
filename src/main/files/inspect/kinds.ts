import { extname } from 'node:path'
import type { FileFacts } from '#shared/model/file-facts.ts'

export const UNKNOWN_TYPE = 'application/octet-stream'

/** What a name says, where the bytes do not tell (texts have no marks, Office files are archives). */
const BY_NAME: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  log: 'text/plain',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  md: 'text/markdown',
  html: 'text/html',
  htm: 'text/html',
  xml: 'application/xml',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  jsonl: 'application/x-ndjson',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
  heic: 'image/heic',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  mp3: 'audio/mpeg',
}

/** Containers whose bytes say less than the name does. */
const CONTAINERS = new Set(['application/zip', 'application/x-cfb', 'application/xml'])

/** The type by content (null when the bytes do not tell), made precise by the name. */
export function typeOf(byContent: string | null, path: string): string {
  const byName = BY_NAME[extname(path).slice(1).toLowerCase()]
  if (byContent === null || CONTAINERS.has(byContent)) return byName ?? byContent ?? UNKNOWN_TYPE
  return byContent
}

const DOCUMENT =
  /^application\/(?:pdf|msword|rtf|epub\+zip|postscript|vnd\.(?:ms-(?:excel|powerpoint)|openxmlformats-officedocument\..+|oasis\.opendocument\..+))$/
const ARCHIVE =
  /^application\/(?:zip|gzip|x-(?:7z-compressed|rar-compressed|tar|bzip2|xz|compress|lzip|cpio)|zstd|java-archive)$/
const TEXT = /^(?:text\/.+|application\/(?:json|xml|x-ndjson|javascript))$/

export function kindOf(mimetype: string): FileFacts['kind'] {
  if (mimetype.startsWith('image/')) return 'image'
  if (mimetype.startsWith('video/')) return 'video'
  if (mimetype.startsWith('audio/')) return 'audio'
  if (DOCUMENT.test(mimetype)) return 'document'
  if (ARCHIVE.test(mimetype)) return 'archive'
  return TEXT.test(mimetype) ? 'text' : 'other'
}

/** What `createImageBitmap` of the window takes (an SVG it does not). */
const PICTURES = new Set([
  'image/png',
  'image/apng',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
  'image/x-icon',
])

export const isPicture = (mimetype: string): boolean => PICTURES.has(mimetype)
