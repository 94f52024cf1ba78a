/** `2026-11-24 10:12:13    1234 shoes/a b.png`, with `--human-readable` also `1.2 MiB`. */
const AWS_LINE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\s+\d+(?:\.\d+)?(?: (?:Bytes|[KMGTPE]iB))? (.+)$/
/** `aws s3 ls` of a folder, and what listings say at their end. */
const NO_OBJECT = /^\s*PRE .*\/$|^\s*Total (?:Objects|Size):|^TOTAL:|^\s*$/
/** `gs://bucket/shoes/a.png`, with `-l` behind size and time. */
const BUCKET_LINE = /^(?:\s*\d+\s+\d{4}-\d\d-\d\dT[\d:]+Z?\s+)?(?:gs|s3):\/\/[^/]+\/(.*?)(?:#\d+)?$/

/** Is this a line as `aws s3 ls`, `gsutil ls` and `rclone lsf s3:` print it? A plain path is no sign of a listing. */
export const isListingLine = (line: string): boolean =>
  AWS_LINE.test(line.trimEnd()) || NO_OBJECT.test(line) || BUCKET_LINE.test(line.trimEnd())

/**
 * The alias path of one line of a cloud listing, once the alias is named; null for folders and for lines that name no
 * object. A line that is nothing but a path (`rclone lsf`) is one.
 */
export function listedSource(line: string, alias: string): string | null {
  if (NO_OBJECT.test(line)) return null
  const text = line.trimEnd()
  const path = (AWS_LINE.exec(text)?.[1] ?? BUCKET_LINE.exec(text)?.[1] ?? text).replace(/^\/+/, '')
  return path === '' || path.endsWith('/') ? null : `src://${alias}/${path}`
}
