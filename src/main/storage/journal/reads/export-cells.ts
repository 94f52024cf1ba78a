import { readFileSync } from 'node:fs'
import { toBodyPath } from '#main/storage/bodies.ts'
import type { CellValue } from '#shared/model/columns/index.ts'
import { buildTape, readKind, stringText, valueBytes, type Tape } from '#shared/model/json/index.ts'
import { evaluatePath, findTaskMembers, parsePath, type JsonPath } from '#shared/model/json-path/index.ts'
import type { SelectRows } from './select-rows.ts'

/** Results that are read for paths; a larger one has no values, and is counted. */
const MAX_BODY_BYTES = 256 * 1024 * 1024
/** Values that one path may look at and find in one result. */
const LIMITS = { visits: 20_000_000, found: 100_000 }

interface BodyRow {
  readonly id: string
  readonly bytes: number | null
  readonly inline: Uint8Array | null
}

/** What paths find in results, whole: no value is cut, none is left out. */
export interface WholePathCells {
  /** By the id of the job, in the order of the paths. */
  readonly cells: ReadonlyMap<string, readonly CellValue[]>
  /** Jobs whose result is too large, or gone, or looked at in part only. */
  readonly unread: number
}

/** Reads the results of these jobs for these paths. Several values of one path are joined by the separator. */
export function readWholePathCells(
  all: SelectRows,
  folder: string,
  jobIds: readonly string[],
  paths: readonly string[],
  separator: string,
): WholePathCells {
  const parsed = paths.map((path) => parsePath(path)).map((read) => (read.ok ? read.data : null))
  const rows = all<BodyRow>(
    `SELECT bodies.job_id AS id, body_bytes AS bytes, inline FROM json_each(?) asked
      CROSS JOIN jobs ON jobs.id = asked.value CROSS JOIN bodies ON bodies.job_id = jobs.id`,
    JSON.stringify(jobIds),
  )
  let unread = 0
  const cells = new Map<string, readonly CellValue[]>()
  for (const row of rows) {
    const tape = readTape(folder, row)
    const found = tape === null ? null : readCells(tape, parsed, separator)
    if (found === null || found.isStopped) unread += 1
    if (found !== null) cells.set(row.id, found.cells)
  }
  return { cells, unread }
}

function readTape(folder: string, { id, bytes, inline }: BodyRow): Tape | null {
  if ((bytes ?? 0) > MAX_BODY_BYTES) return null
  try {
    return buildTape(inline ?? readFileSync(toBodyPath(folder, id)))
  } catch {
    // A file that is gone or cannot be read has no values.
    return null
  }
}

function readCells(tape: Tape, paths: readonly (JsonPath | null)[], separator: string) {
  let isStopped = false
  const cells = paths.map((path): CellValue => {
    if (path === null || tape.broken !== null) return null
    const { nodes, stopped } = evaluatePath(tape, path, { limits: LIMITS, findMembers: findTaskMembers })
    if (stopped !== null) isStopped = true
    const [first] = nodes
    if (first === undefined) return null
    if (nodes.length === 1) return toValue(tape, first)
    return nodes.map((node) => String(toValue(tape, node) ?? '')).join(separator)
  })
  return { cells, isStopped }
}

const decoder = new TextDecoder()

/** A list or an object is its JSON, as it was received; so is a number that JavaScript would write in another way. */
function toValue(tape: Tape, node: number): CellValue {
  const kind = readKind(tape, node)
  const bytes = valueBytes(tape, node)
  if (kind === 'string') return stringText(bytes, 1, bytes.length - 1)
  if (kind === 'null') return null
  if (kind === 'true' || kind === 'false') return kind === 'true'
  const text = decoder.decode(bytes)
  const number = Number(text)
  return kind === 'number' && String(number) === text ? number : text
}
