import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { computeExpiryMs, type SavedJob } from './jobs.ts'
import { readInteger, isRecord, parseRecord, readText, type JsonRecord } from './json.ts'

/** What makes a sandbox the same one after a restart. */
export interface Identity {
  readonly apiKey: string
  readonly appSecret: string
  /** Part of the addresses of output files: used again, if it is free. */
  readonly port: number
}

/**
 * The accepted jobs and the identity as lines of JSON, appended one by one. A kill of the process loses nothing, since each
 * line is written before any answer names the job. Lines that cannot be read are skipped.
 */
export class StateFile {
  readonly #path: string
  readonly identity: Identity | null
  /** Jobs whose results are still kept, oldest first. */
  readonly jobs: readonly SavedJob[]
  #file: number | null = null

  /** Reads the file, if there is one. Throws the error of the file system. */
  constructor(path: string, now: number) {
    this.#path = path
    const records = readLines(path)
    this.identity = records.map(readIdentity).findLast((identity) => identity !== null) ?? null
    this.jobs = records.map(readJob).filter((job) => job !== null && now < computeExpiryMs(job)) as SavedJob[]
  }

  /** Writes a new file with the jobs that are still kept, and replaces the old one in one step. */
  begin(identity: Identity): void {
    const lines = [formatLine('identity', identity), ...this.jobs.map((job) => formatLine('job', job))]
    mkdirSync(dirname(this.#path), { recursive: true })
    const temporary = `${this.#path}.tmp`
    writeFileSync(temporary, lines.join(''), { mode: 0o600 })
    renameSync(temporary, this.#path)
    this.#file = openSync(this.#path, 'a')
  }

  add(job: SavedJob): void {
    if (this.#file !== null) writeSync(this.#file, formatLine('job', job))
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file)
    this.#file = null
  }
}

function formatLine(kind: 'identity' | 'job', value: object): string {
  return `${JSON.stringify({ kind, ...value })}\n`
}

function readLines(path: string): JsonRecord[] {
  try {
    const lines = readFileSync(path, 'utf8').split('\n')
    return lines.map(parseRecord).filter((record) => record !== null)
  } catch (error) {
    if (isRecord(error) && error['code'] === 'ENOENT') return []
    throw error
  }
}

function readIdentity(record: JsonRecord): Identity | null {
  if (record['kind'] !== 'identity') return null
  const [apiKey, appSecret] = [readText(record, 'apiKey'), readText(record, 'appSecret')]
  const port = readInteger(record, 'port')
  return apiKey === null || appSecret === null || port === null ? null : { apiKey, appSecret, port }
}

function readJob(record: JsonRecord): SavedJob | null {
  if (record['kind'] !== 'job') return null
  const [jobid, workflow, source] = [
    readText(record, 'jobid'),
    readText(record, 'workflow'),
    readText(record, 'source'),
  ]
  const [createdAt, endsAt] = [readInteger(record, 'createdAt'), readInteger(record, 'endsAt')]
  if (jobid === null || workflow === null || source === null) return null
  if (createdAt === null || endsAt === null) return null
  const traits = isRecord(record['traits']) ? record['traits'] : {}
  return { jobid, workflow, source, createdAt, endsAt, traits }
}
