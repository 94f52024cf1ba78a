import filenamify from 'filenamify'

/** Most file systems allow 255 bytes; while a file is being written, its name ends with `.part`. */
const MAX_NAME_BYTES = 255 - '.part'.length
const MAX_ENDING_BYTES = 32
const FALLBACK_NAME = 'file'

/**
 * A file name that every system can store, offered for saving: without characters and names that Windows reserves, and
 * not longer than a file system allows in bytes (a Chinese character has three). The ending stays.
 */
export function toOfferedFileName(name: string): string {
  if (name.trim() === '') return FALLBACK_NAME
  const plain = filenamify(name, { replacement: '_', maxLength: Infinity }).replace(/^\.+/, '')
  const dot = plain.lastIndexOf('.')
  const hasEnding = dot > 0 && Buffer.byteLength(plain.slice(dot)) <= MAX_ENDING_BYTES
  const ending = hasEnding ? plain.slice(dot) : ''
  const stem = cutToBytes(hasEnding ? plain.slice(0, dot) : plain, MAX_NAME_BYTES - Buffer.byteLength(ending))
  return stem.trim() === '' ? FALLBACK_NAME + ending : stem.trimEnd() + ending
}

/** The beginning of a text, of at most `maxBytes` bytes. A letter and its accents are never separated. */
function cutToBytes(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text
  let cut = ''
  let bytes = 0
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    bytes += Buffer.byteLength(segment)
    if (bytes > maxBytes) return cut
    cut += segment
  }
  return cut
}
