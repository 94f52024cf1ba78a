import { extname } from 'node:path'
import mime from 'mime'
import type { FileFacts } from '#shared/model/file-facts.ts'

export const UNKNOWN_TYPE = 'application/octet-stream'

/** Endings that the table of media types lacks, or has with a type that nobody means. */
const OWN_TYPES: Readonly<Record<string, string>> = {
  ndjson: 'application/x-ndjson',
  jsonl: 'application/x-ndjson',
  mpp: 'application/vnd.ms-project',
}

/** Containers whose bytes say less than the name of the file. */
const CONTAINERS = new Set(['application/zip', 'application/x-cfb', 'application/xml'])

/** The media type by the content; by the name when the bytes do not show it, as with texts. */
export function chooseMimetype(byContent: string | null, path: string): string {
  if (byContent !== null && !CONTAINERS.has(byContent)) return byContent
  const ending = extname(path).slice(1).toLowerCase()
  return OWN_TYPES[ending] ?? mime.getType(ending) ?? byContent ?? UNKNOWN_TYPE
}

const DOCUMENT =
  /^application\/(?:pdf|msword|rtf|epub\+zip|postscript|vnd\.(?:ms-(?:excel|powerpoint)|openxmlformats-officedocument\..+|oasis\.opendocument\..+))$/
const ARCHIVE =
  /^application\/(?:zip|gzip|x-(?:7z-compressed|rar-compressed|tar|bzip2|xz|compress|lzip|cpio)|zstd|java-archive)$/
const TEXT = /^(?:text\/.+|application\/(?:json|xml|x-ndjson|javascript))$/

export function toFileKind(mimetype: string): FileFacts['kind'] {
  if (mimetype.startsWith('image/')) return 'image'
  if (mimetype.startsWith('video/')) return 'video'
  if (mimetype.startsWith('audio/')) return 'audio'
  if (DOCUMENT.test(mimetype)) return 'document'
  if (ARCHIVE.test(mimetype)) return 'archive'
  return TEXT.test(mimetype) ? 'text' : 'other'
}

/** The pictures that `createImageBitmap` of the window can read; it cannot read an SVG. */
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
