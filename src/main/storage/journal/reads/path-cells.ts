import { readFileSync } from 'node:fs'
import { toBodyPath } from '#main/storage/bodies.ts'
import type { CellValue } from '#shared/model/columns/index.ts'
import { buildTape } from '#shared/model/json/index.ts'
import {
  describeValues,
  MAX_SHOWN_VALUES,
  parsePath,
  PATH_VALUE_TYPES,
  readPathValues,
  UNREAD,
  type JsonPath,
  type PathValue,
} from '#shared/model/json-path/index.ts'
import type { SelectRows } from './select-rows.ts'

/** Results that are read for one answer where their values are not kept yet; of more, the cells say so. */
const MAX_READ_BYTES = 8 * 1024 * 1024

const TYPES = new Map<number, keyof typeof PATH_VALUE_TYPES>(
  Object.entries(PATH_VALUE_TYPES).map(([type, code]) => [code, type as keyof typeof PATH_VALUE_TYPES]),
)

interface KeptPath {
  readonly number: number
  readonly body: number
}

interface BodyRow {
  readonly id: string
  readonly job: number
  readonly body: number
  readonly bytes: number | null
}

type PathCells = ReadonlyMap<string, readonly CellValue[]>

/**
 * What paths find in the results of these jobs, in the order of the paths; jobs without a result are not among them. `hasFile`: the
 * file of path values is attached. What is not kept in it yet is read from the results, so that no cell is empty that has a value.
 */
export function readPathCells(
  all: SelectRows,
  folder: string,
  jobIds: readonly string[],
  paths: readonly string[],
  hasFile: boolean,
): PathCells {
  const known = paths.map((path) =>
    hasFile ? all<KeptPath>('SELECT number, body FROM paths.paths WHERE path = ?', path)[0] : undefined,
  )
  const parsed = paths.map((path) => parsePath(path)).map((read) => (read.ok ? read.data : null))
  const bodies = all<BodyRow>(
    `SELECT jobs.id, jobs.rowid AS job, bodies.rowid AS body, body_bytes AS bytes FROM json_each(?) asked
      CROSS JOIN jobs ON jobs.id = asked.value CROSS JOIN bodies ON bodies.job_id = jobs.id`,
    JSON.stringify(jobIds),
  )
  let left = MAX_READ_BYTES
  const read = (row: BodyRow): ((path: JsonPath) => CellValue) => {
    left -= row.bytes ?? 0
    return left < 0 ? () => describeValues(UNREAD) : readBody(all, folder, row)
  }
  return new Map(
    bodies.map((row) => {
      let result: ((path: JsonPath) => CellValue) | null = null
      return [
        row.id,
        parsed.map((path, at) => {
          const kept = known[at]
          if (path === null) return null
          if (kept !== undefined && kept.body >= row.body) return readKept(all, kept.number, row.job)
          return (result ??= read(row))(path)
        }),
      ]
    }),
  )
}

interface ValueRow {
  readonly type: number
  readonly number: number | null
  readonly text: string
  readonly count: number
}

function readKept(all: SelectRows, path: number, job: number): CellValue {
  const rows = all<ValueRow>(
    'SELECT type, number, text, count FROM paths.path_values WHERE path = ? AND job = ? ORDER BY place LIMIT ?',
    path,
    job,
    MAX_SHOWN_VALUES,
  )
  const values = rows.map(({ type, number, text }): PathValue => ({
    type: TYPES.get(type) ?? 'unread',
    number,
    text,
  }))
  return describeValues({ values, count: rows[0]?.count ?? 0 })
}

function readBody(all: SelectRows, folder: string, { id }: BodyRow): (path: JsonPath) => CellValue {
  try {
    const [row] = all<{ inline: Uint8Array | null }>('SELECT inline FROM bodies WHERE job_id = ?', id)
    const tape = buildTape(row?.inline ?? readFileSync(toBodyPath(folder, id)))
    return (path) => describeValues(readPathValues(tape, path))
  } catch {
    // A file that is gone or cannot be read has no values; the job says so itself.
    return () => null
  }
}
