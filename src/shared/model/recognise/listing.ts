import type { Recognition } from '#shared/model/recognition.ts'

/** `2026-11-24 10:12:13       1234 shoes/a b.png`; with `--human-readable` the size is `1.2 MiB`. */
const AWS_LINE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\s+\d+(?:\.\d+)?(?: (?:Bytes|[KMGTPE]iB))? (\S.*)$/
/** `gs://bucket/shoes/a.png`, with `-l` behind size and time, with `-a` before its generation. */
const BUCKET_LINE = /^(?:\d+\s+\d{4}-\d\d-\d\dT[\d:]+Z?\s+)?(?:gs|s3):\/\/[^/]+\/(.+?)(?:#\d{10,})?$/i
/** `rclone ls`: the size, nine wide; with `lsl` the time behind it. */
const RCLONE_LINE = /^ *\d+ (?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6,9} )?(\S.*)$/
const RCLONE_SIZE_WIDTH = 9
/** `2026-11-24 10:12   1234   s3://bucket/a.png` of s3cmd. */
const S3CMD_LINE = /^\d{4}-\d\d-\d\d \d\d:\d\d\s+\d+\s+s3:\/\/[^/]+\/(.+)$/
/** `[2026-11-24 10:12:13 UTC] 1.2KiB STANDARD a.png` of the MinIO client. */
const MINIO_LINE =
  /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [A-Z]{1,5}\]\s+[\d.]+(?:[KMGTP]?i?B)(?: [A-Z_]{4,})? (\S.*)$/
/** Something else that stands before a path: a date, a mode, a size. */
const OTHER_LINE = /^(?:\[?\d{4}-\d\d-\d\d[ T]|[-dl][-rwxst]{9}|\d{9,} )/
/** How all of them begin: any other line is told by this alone. */
const BEGINS_LISTED = /^\s*(?:[\d[]|(?:gs|s3):)/i
/** A folder of `aws s3 ls` or `gsutil ls -r`, and the sums at the end. */
const NO_OBJECT =
  /^ {10,}PRE .*\/$|^\s*Total (?:Objects|Size): \d|^TOTAL: \d+ objects?,|^(?:gs|s3):\/\/\S.*\/:$/

/** Lines of a cloud listing that name no object. */
export const isListingRemark = (line: string): boolean => NO_OBJECT.test(line)

/** A line as `aws s3 ls`, `gsutil ls` and others print it: the path of an object, whose alias nobody has named yet. */
export function recogniseListed(line: string): Extract<Recognition, { kind: 'listed' }> | null {
  if (!BEGINS_LISTED.test(line)) return null
  const text = line.trim()
  const path =
    AWS_LINE.exec(text)?.[1] ??
    BUCKET_LINE.exec(text)?.[1] ??
    S3CMD_LINE.exec(text)?.[1] ??
    MINIO_LINE.exec(text)?.[1] ??
    (line.startsWith(' ') && line.charAt(RCLONE_SIZE_WIDTH) === ' ' ? RCLONE_LINE.exec(line)?.[1] : undefined)
  return path === undefined || path.endsWith('/') ? null : { kind: 'listed', path }
}

const OTHER_ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i
const LOCAL_PATH = /^(?:\/|~\/|[A-Za-z]:[\\/]|\\\\)/

/**
 * The alias path of a line of a listing whose alias was named; also of a line that is nothing but a path, as `rclone lsf`
 * prints it. Null for folders, for remarks, and for what is an address of its own.
 */
export function toListedAlias(line: string, alias: string): string | null {
  if (isListingRemark(line)) return null
  const text = line.trim()
  const path = recogniseListed(line)?.path ?? text
  if (path === text && OTHER_LINE.test(text)) return null
  if (OTHER_ADDRESS.test(path) || LOCAL_PATH.test(path) || path === '' || path.endsWith('/')) return null
  return `src://${alias}/${path}`
}
