import { findCycles } from './find-cycles.ts'
import type { ImportEdge, ImportGraph } from './import-graph.ts'

/**
 * One row of the table. A permission is a file, or a folder with everything below it (`src/shared/model`), a package
 * (`npm:zod`), or one of Node's modules (`node:fs`; all of them: `node:*`).
 */
export interface Wall {
  /**
   * A folder with everything below it, or one file. Of several rows that fit a file, the longest path counts.
   * `features/*` stands for each folder in `features`, with a wall between them.
   */
  readonly folder: string
  readonly may: readonly string[]
  /** May be imported with `import type` only. */
  readonly types?: readonly string[]
  /** May further be imported by tests, and by helpers in a folder called `testing`. */
  readonly tests?: readonly string[]
}

export interface WallTable {
  readonly walls: readonly Wall[]
  /** Names for several permissions: a row that has the name has them all. */
  readonly groups: Readonly<Record<string, readonly string[]>>
  /** What the tests of every folder may import. */
  readonly everyTest: readonly string[]
}

export interface WallProblem {
  /** A file with its line, or a row of the table. */
  readonly where: string
  readonly message: string
}

/** The row that counts for a file, and the folder that the row means there: for `features/*` the feature. */
interface Place {
  readonly wall: Wall
  readonly folder: string
}

/** Holds the table against the imports, and the imports against the table: what one side does not expect is a problem. */
export function checkWalls(graph: ImportGraph, table: WallTable): readonly WallProblem[] {
  const used = new Set<string>()
  const places = new Map(graph.files.map((file) => [file, findPlace(file, table)]))
  const rowsInUse = new Set([...places.values()].map((place) => place?.wall))
  return [
    ...graph.files
      .filter((file) => places.get(file) === undefined)
      .map((file) => ({ where: file, message: 'stands in no folder that has a row in the table' })),
    ...graph.edges.flatMap((edge) => checkEdge(edge, table, used)),
    ...table.walls.flatMap((wall) => checkRow(wall, table, rowsInUse, used)),
    ...findCycles(graph).map((files) => ({
      where: files[0] ?? '',
      message: `is part of a circle of imports: ${files.join(', ')}`,
    })),
  ]
}

function checkEdge(edge: ImportEdge, table: WallTable, used: Set<string>): readonly WallProblem[] {
  const place = findPlace(edge.from, table)
  if (place === undefined) return []
  const isAllowedToTouch = isTestCode(edge.from) || !isTestCode(edge.to)
  if (isAllowedToTouch && findPlace(edge.to, table)?.folder === place.folder) return []
  const permission = findPermission(edge, place.wall, table)
  if (permission !== undefined) {
    used.add(permission)
    return []
  }
  const what = edge.isTypeOnly ? `${edge.to}, not even its types` : edge.to
  const message = `may not import ${what} (row “${place.wall.folder}”)`
  return [{ where: `${edge.from}:${edge.line}`, message }]
}

/** The key of the permission that allows an import: the closest one counts, so that a wider one beside it is unused. */
function findPermission(edge: ImportEdge, wall: Wall, table: WallTable): string | undefined {
  const isTest = isTestCode(edge.from)
  const lists: readonly (readonly [string, readonly string[]])[] = [
    // A permission that only tests make use of belongs to the tests: hence the other keys.
    [isTest ? 'may of tests' : 'may', wall.may],
    [isTest ? 'types of tests' : 'types', edge.isTypeOnly ? (wall.types ?? []) : []],
    ['tests', isTest ? (wall.tests ?? []) : []],
    ['everyTest', isTest ? table.everyTest : []],
  ]
  const [closest] = lists
    .flatMap(([list, permissions]) => permissions.map((permission) => ({ list, permission })))
    .filter(({ permission }) =>
      (table.groups[permission] ?? [permission]).some((one) => covers(one, edge.to)),
    )
    .filter(({ permission }) => isTest || !isTestCode(edge.to) || isTestCode(`${permission}/`))
    .toSorted((a, b) => b.permission.length - a.permission.length)
  return closest && toKey(wall, closest.list, closest.permission)
}

function checkRow(
  wall: Wall,
  table: WallTable,
  rowsInUse: ReadonlySet<Wall | undefined>,
  used: ReadonlySet<string>,
): readonly WallProblem[] {
  const where = `row “${wall.folder}”`
  const isFirst = table.walls.find(({ folder }) => folder === wall.folder) === wall
  if (!isFirst) return [{ where, message: 'is there twice' }]
  if (!rowsInUse.has(wall)) return [{ where, message: 'fits no file' }]
  return (['may', 'types', 'tests'] as const).flatMap((list) =>
    (wall[list] ?? [])
      .filter((permission) => !used.has(toKey(wall, list, permission)))
      .map((permission) => ({
        where,
        message: `allows ${permission} (${list}), and nothing there imports it`,
      })),
  )
}

function findPlace(file: string, table: WallTable): Place | undefined {
  return table.walls
    .flatMap((wall): readonly Place[] => {
      if (!wall.folder.endsWith('/*')) return covers(wall.folder, file) ? [{ wall, folder: wall.folder }] : []
      const parent = wall.folder.slice(0, -1)
      const [folder, ...rest] = file.slice(parent.length).split('/')
      return file.startsWith(parent) && rest.length > 0 ? [{ wall, folder: `${parent}${folder}` }] : []
    })
    .toSorted((a, b) => b.folder.length - a.folder.length)[0]
}

const toKey = (wall: Wall, list: string, permission: string): string => `${wall.folder} ${list} ${permission}`

/** A test, or a helper that only tests use. */
const isTestCode = (path: string): boolean => /\.test\.tsx?$|\/(?:testing|tests)\//.test(path)

function covers(permission: string, target: string): boolean {
  if (permission === 'node:*') return target.startsWith('node:')
  return target === permission || target.startsWith(`${permission}/`)
}
