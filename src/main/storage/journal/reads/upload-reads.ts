import { OPEN_STATES } from '#shared/model/job-state.ts'
import type { StoredPart, Upload } from '#shared/model/upload.ts'
import type { HeldUpload, RunFiles, StoredOutputFile } from '#main/storage/journal/journal.ts'
import { isSchemaMismatch } from '#main/storage/journal/storage-failure.ts'
import type { SelectRows } from './select-rows.ts'
import { toUpload, type UploadRow } from '#main/storage/journal/rows/upload-rows.ts'

const OPEN_LIST = OPEN_STATES.map((state) => `'${state}'`).join()

interface RunFilesRow {
  readonly files: number
  readonly stored: number
  readonly failed: number
  readonly bytes: number
  readonly storedBytes: number
  readonly partBytes: number
}

const SELECT_RUN_FILES = `WITH files AS (
  SELECT jobs.state, jobs.upload_id, jobs.handle IS NOT NULL AS stored,
    coalesce(source ->> '$.bytes', uploads.size, 0) AS bytes
  FROM jobs LEFT JOIN uploads ON uploads.id = jobs.upload_id
  WHERE run_id = ? AND source ->> '$.kind' = 'file'
    AND NOT (jobs.handle IS NOT NULL AND jobs.upload_id IS NULL)
    AND NOT (jobs.handle IS NULL AND jobs.state = 'stopped'))
  SELECT count(*) AS files,
    coalesce(sum(stored), 0) AS stored,
    coalesce(sum(state = 'failed' AND NOT stored), 0) AS failed,
    coalesce(sum(bytes), 0) AS bytes,
    coalesce(sum(stored * bytes), 0) AS storedBytes,
    coalesce(sum(CASE WHEN state IN ('queued', 'uploading') AND NOT stored THEN
      (SELECT sum(upload_parts.bytes) FROM upload_parts WHERE upload_parts.upload_id = files.upload_id) END), 0) AS partBytes
  FROM files`

/** A row whose source is no JSON any more fails the whole query: then each source is checked first, without the index. */
function selectRunFiles(all: SelectRows, runId: string): RunFilesRow | undefined {
  try {
    return all<RunFilesRow>(SELECT_RUN_FILES, runId)[0]
  } catch (cause) {
    if (!isSchemaMismatch(cause)) throw cause
    const checked = `(CASE WHEN json_valid(source) THEN source ELSE '{}' END)`
    return all<RunFilesRow>(SELECT_RUN_FILES.replaceAll('source ->>', `${checked} ->>`), runId)[0]
  }
}

/** The reads about local files: uploads, what is known of their bytes, kept output files. */
export function createUploadReads(all: SelectRows) {
  return {
    upload(id: string): Upload | null {
      return all<UploadRow>('SELECT * FROM uploads WHERE id = ?', id).map(toUpload)[0] ?? null
    },

    parts(uploadId: string): readonly StoredPart[] {
      return all('SELECT number, bytes, etag FROM upload_parts WHERE upload_id = ? ORDER BY number', uploadId)
    },

    runFiles(runId: string): RunFiles | null {
      const found = selectRunFiles(all, runId)
      if (found === undefined || found.files === 0) return null
      const { files, stored, failed, bytes, storedBytes, partBytes } = found
      return { total: files, stored, failed, bytes: { total: bytes, stored: storedBytes, parts: partBytes } }
    },

    storedOfSizes(connectionId: string, sizes: readonly number[]): readonly Upload[] {
      const sql = `SELECT * FROM uploads WHERE connection_id = ? AND size IN (SELECT value FROM json_each(?))
        AND state = 'stored' AND handle IS NOT NULL AND gone_at IS NULL ORDER BY id DESC`
      return all<UploadRow>(sql, connectionId, JSON.stringify(sizes))
        .map(toUpload)
        .filter((upload) => upload !== null)
    },

    resumable(connectionId: string, path: string): Upload | null {
      const sql = `SELECT * FROM uploads WHERE connection_id = ? AND path = ? AND state <> 'stored'
        ORDER BY id DESC LIMIT 1`
      return all<UploadRow>(sql, connectionId, path).map(toUpload)[0] ?? null
    },

    finishedSources(connectionId: string, workflowId: string, texts: readonly string[]): readonly string[] {
      const sql = `SELECT DISTINCT value AS text FROM json_each(?) WHERE EXISTS (
        SELECT 1 FROM jobs WHERE asked = value AND workflow_id = ? AND connection_id = ? AND state = 'finished')`
      const found = all<{ text: string }>(sql, JSON.stringify(texts), workflowId, connectionId)
      return found.map((row) => row.text)
    },

    unclearSources(connectionId: string, workflowId: string, texts: readonly string[]): readonly string[] {
      // Jobs that may have started are few, so they are read by their state, and compared afterwards.
      const sql = `SELECT DISTINCT asked AS text FROM jobs WHERE connection_id = ? AND state = 'unknown'
        AND workflow_id = ? AND asked IN (SELECT value FROM json_each(?))`
      const found = all<{ text: string }>(sql, connectionId, workflowId, JSON.stringify(texts))
      return found.map((row) => row.text)
    },

    openSources(connectionId: string, workflowId: string, texts: readonly string[]): readonly string[] {
      // A file that is not uploaded yet is known by its path only.
      const text = `coalesce(asked, iif(json_valid(source), source ->> '$.path', NULL))`
      const sql = `SELECT DISTINCT ${text} AS text FROM jobs WHERE connection_id = ? AND state IN (${OPEN_LIST})
        AND workflow_id = ? AND ${text} IN (SELECT value FROM json_each(?))`
      const found = all<{ text: string }>(sql, connectionId, workflowId, JSON.stringify(texts))
      return found.map((row) => row.text)
    },

    heldUploads(): readonly HeldUpload[] {
      return all('SELECT id, run_id AS runId FROM jobs WHERE held = 1 ORDER BY run_id, id')
    },

    storedOutputFiles(jobId: string): readonly StoredOutputFile[] {
      const sql = `SELECT job_id AS jobId, pointer, bytes, sha256, mimetype FROM kept_files
        WHERE job_id = ? ORDER BY pointer`
      return all(sql, jobId)
    },
  }
}
