import { toColumnPath } from '#shared/model/json-path/index.ts'
import {
  listChildren,
  isContainer,
  readKey,
  membersNamed,
  toPath,
  findPosition,
  toPointer,
  valueBytes,
  type Tape,
} from '#shared/model/json/index.ts'

/** One line of a value shown as a table: its place in the task, and the value as written. */
interface TableLine {
  readonly name: string
  /** As written, shortened; null for a value that is deeper than the table. */
  readonly text: string | null
  /** Its JSONPath as a column of many results. */
  readonly columnPath: string
}

/** One task of a result, with what a card needs of it. */
export interface ResultTask {
  readonly key: string
  /** An RFC 6901 pointer. It names exactly this task, also when a key is repeated. */
  readonly pointer: string
  /** JSONPath. */
  readonly path: string
  /** The same as a column of many results. */
  readonly columnPath: string
  /** The value, by JSON.parse; undefined when it is too large for a card, or incomplete. */
  readonly value: unknown
  /** The value as written, to depth 2: for tasks of an unknown shape. */
  readonly table: readonly TableLine[]
  /** The value has more than the table shows. */
  readonly more: boolean
}

const MAX_TASKS = 100
const MAX_PARSED_BYTES = 1_000_000
const MAX_TABLE_LINES = 40
const MAX_SHOWN_BYTES = 300
const MAX_TABLE_DEPTH = 2

/** The tasks under `results`, in the order of the body. */
export function resultTasks(tape: Tape): ResultTask[] {
  const results = tape.length === 0 ? undefined : membersNamed(tape, 0, 'results').at(-1)
  if (results === undefined) return []
  const tasks: ResultTask[] = []
  for (const node of listChildren(tape, results)) {
    if (tasks.length === MAX_TASKS) break
    const table: TableLine[] = []
    const whole = isContainer(tape, node) ? addLines(tape, node, [], table) : addLine(tape, node, '', table)
    tasks.push({
      key: readKey(tape, node) ?? String(findPosition(tape, results, node)),
      pointer: toPointer(tape, node),
      path: toPath(tape, node),
      columnPath: toColumnPath(tape, node),
      value: parsed(valueBytes(tape, node)),
      table,
      more: !whole,
    })
  }
  return tasks
}

function parsed(bytes: Uint8Array): unknown {
  if (bytes.length > MAX_PARSED_BYTES) return undefined
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown
  } catch {
    return undefined
  }
}

/** Adds the lines of an object or array; false when the table does not hold all of them. */
function addLines(tape: Tape, parent: number, above: readonly string[], table: TableLine[]): boolean {
  let whole = true
  let place = 0
  for (const child of listChildren(tape, parent)) {
    if (table.length >= MAX_TABLE_LINES) return false
    const name = [...above, readKey(tape, child) ?? String(place)]
    place += 1
    const goesOn = isContainer(tape, child) && valueBytes(tape, child).length > 2
    const complete =
      goesOn && name.length < MAX_TABLE_DEPTH
        ? addLines(tape, child, name, table)
        : addLine(tape, child, name.join(' · '), table)
    whole &&= complete
  }
  return whole
}

function addLine(tape: Tape, node: number, name: string, table: TableLine[]): boolean {
  const bytes = valueBytes(tape, node)
  const deeper = isContainer(tape, node) && bytes.length > 2
  const cut = bytes.length > MAX_SHOWN_BYTES
  const text = new TextDecoder().decode(bytes.subarray(0, MAX_SHOWN_BYTES))
  table.push({
    name,
    text: deeper ? null : cut ? `${text.replace(/\uFFFD+$/, '')}…` : text,
    columnPath: toColumnPath(tape, node),
  })
  return !deeper && !cut
}
