import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { expiryOf, type SavedJob } from './jobs.ts'
import { integerOf, isRecord, parseRecord, textOf, type JsonRecord } from './json.ts'

/** What makes a sandbox the same one after a restart. */
export interface Identity {
  readonly apiKey: string
  readonly appSecret: string
  /** Produced files are addressed by it: asked for again, taken again if it is free. */
  readonly port: number
}

/**
 * The accepted jobs and the identity as lines of JSON, appended as they come. A kill of the process loses nothing,
 * since each line is handed to the system before the job is told to anybody. Lines that cannot be read are passed over.
 */
export class StateFile {
  readonly #path: string
  readonly identity: Identity | null
  /** Jobs whose results are still kept, oldest first. */
  readonly jobs: readonly SavedJob[]
  #file: number | null = null

  /** Reads the file, if there is one. Throws what the file system says. */
  constructor(path: string, now: number) {
    this.#path = path
    const records = readLines(path)
    this.identity = records.map(identityOf).findLast((identity) => identity !== null) ?? null
    this.jobs = records.map(jobOf).filter((job) => job !== null && now < expiryOf(job)) as SavedJob[]
  }

  /** Writes the file anew with what is still worth keeping; whole or not at all. */
  begin(identity: Identity): void {
    const lines = [lineOf('identity', identity), ...this.jobs.map((job) => lineOf('job', job))]
    mkdirSync(dirname(this.#path), { recursive: true })
    const temporary = `${this.#path}.tmp`
    writeFileSync(temporary, lines.join(''), { mode: 0o600 })
    renameSync(temporary, this.#path)
    this.#file = openSync(this.#path, 'a')
  }

  add(job: SavedJob): void {
    if (this.#file !== null) writeSync(this.#file, lineOf('job', job))
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file)
    this.#file = null
  }
}

function lineOf(kind: 'identity' | 'job', value: object): string {
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

function identityOf(record: JsonRecord): Identity | null {
  if (record['kind'] !== 'identity') return null
  const [apiKey, appSecret] = [textOf(record, 'apiKey'), textOf(record, 'appSecret')]
  const port = integerOf(record, 'port')
  return apiKey === null || appSecret === null || port === null ? null : { apiKey, appSecret, port }
}

function jobOf(record: JsonRecord): SavedJob | null {
  if (record['kind'] !== 'job') return null
  const [jobid, workflow, source] = [
    textOf(record, 'jobid'),
    textOf(record, 'workflow'),
    textOf(record, 'source'),
  ]
  const [createdAt, endsAt] = [integerOf(record, 'createdAt'), integerOf(record, 'endsAt')]
  if (jobid === null || workflow === null || source === null) return null
  if (createdAt === null || endsAt === null) return null
  const traits = isRecord(record['traits']) ? record['traits'] : {}
  return { jobid, workflow, source, createdAt, endsAt, traits }
}
