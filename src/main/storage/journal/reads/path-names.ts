import {
  buildTape,
  findLineage,
  isContainer,
  listChildren,
  readKey,
  toPath,
  type Tape,
} from '#shared/model/json/index.ts'
import {
  describeValues,
  parsePath,
  readPathValues,
  toColumnPath,
  type PathName,
} from '#shared/model/json-path/index.ts'
import type { SelectRows } from './select-rows.ts'

/** Results that are looked into: the newest of the workflows that ran last. */
const MAX_WORKFLOWS = 12
const RESULTS_OF_WORKFLOW = 8
const MAX_RESULT_BYTES = 64 * 1024
/** Of a result, so many values are named, down to this depth. */
const MAX_VALUES = 1500
const MAX_DEPTH = 12
const MAX_EXAMPLE = 40

interface Named {
  jobs: number
  readonly example: string
}

/** The paths of the values of results that are really there, those that most of them have first. */
export function createPathNameReads(all: SelectRows) {
  let known: { readonly last: number; readonly names: ReadonlyMap<string, Named> } | null = null

  const readNames = (): ReadonlyMap<string, Named> => {
    const last = all<{ last: number | null }>('SELECT max(rowid) AS last FROM bodies')[0]?.last ?? 0
    if (known?.last === last) return known.names
    const names = new Map<string, Named>()
    for (const body of listBodies(all)) addNames(names, body)
    known = { last, names }
    return names
  }

  return {
    pathNames(beginning: string, limit: number): readonly PathName[] {
      return [...readNames()]
        .filter(([path]) => path.startsWith(beginning))
        .toSorted(([a, one], [b, other]) => other.jobs - one.jobs || (a < b ? -1 : 1))
        .slice(0, limit)
        .map(([path, { example }]) => ({ path, example }))
    },
  }
}

function listBodies(all: SelectRows): readonly Uint8Array[] {
  const workflows = all<{ id: string }>(
    'SELECT workflow_id AS id FROM runs GROUP BY workflow_id ORDER BY max(id) DESC LIMIT ?',
    MAX_WORKFLOWS,
  )
  return workflows.flatMap(({ id }) =>
    all<{ inline: Uint8Array }>(
      `SELECT inline FROM (SELECT id FROM jobs WHERE workflow_id = ? AND state = 'finished' ORDER BY id DESC LIMIT ?) found
        JOIN bodies ON bodies.job_id = found.id WHERE length(inline) <= ?`,
      id,
      RESULTS_OF_WORKFLOW,
      MAX_RESULT_BYTES,
    ).map(({ inline }) => inline),
  )
}

/** Items of a list share one path, `[*]`; tasks stand without the number of their key. */
function addNames(names: Map<string, Named>, body: Uint8Array): void {
  const tape = buildTape(body)
  const found = new Set<string>()
  const add = (parent: number, above: string, depth: number): void => {
    for (const child of listChildren(tape, parent)) {
      if (found.size >= MAX_VALUES) return
      const path = `${above}${toStep(tape, parent, child)}`
      found.add(path)
      if (isContainer(tape, child) && depth < MAX_DEPTH) add(child, path, depth + 1)
    }
  }
  if (tape.length > 0) add(0, '$', 1)
  for (const path of found) {
    const named = names.get(path)
    if (named === undefined) names.set(path, { jobs: 1, example: describe(tape, path) })
    else named.jobs += 1
  }
}

function toStep(tape: Tape, parent: number, child: number): string {
  if (readKey(tape, child) === null) return '[*]'
  const isTask = findLineage(tape, child).length === 3 && readKey(tape, parent) === 'results'
  const path = isTask ? toColumnPath(tape, child) : toPath(tape, child)
  return path.slice(toPath(tape, parent).length)
}

function describe(tape: Tape, path: string): string {
  const parsed = parsePath(path)
  const text = parsed.ok ? String(describeValues(readPathValues(tape, parsed.data)) ?? '') : ''
  return text.length > MAX_EXAMPLE ? `${text.slice(0, MAX_EXAMPLE - 1)}…` : text
}
