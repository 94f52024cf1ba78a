import { open } from 'node:fs/promises'
import type { Download } from '#main/filestack/download.ts'
import { ok, type Result } from '#shared/model/result.ts'
import type { OutputFile } from './output-file.ts'

/** The bytes of an output file: from the copy kept here, or else from the service. */
export async function openOutputFile(
  { url, kept }: OutputFile,
  download: (url: string) => Promise<Result<Download>>,
): Promise<Result<Download>> {
  if (kept === undefined) return download(url)
  try {
    const file = await open(kept.path)
    return ok({ type: kept.mimetype, length: kept.bytes, body: file.createReadStream() })
  } catch {
    // The copy was removed by somebody, but the service may still have the file.
    return download(url)
  }
}
