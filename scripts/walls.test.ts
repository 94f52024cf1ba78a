import { expect, it } from 'vitest'
import { ROOT } from './lib/electron-target.ts'
import { checkWalls, type WallTable } from './lib/walls/check-walls.ts'
import { readImportGraph, type ImportEdge, type ImportGraph } from './lib/walls/import-graph.ts'
import { readRepositoryGraph } from './lib/walls/read-repository.ts'
import { WALLS } from './walls.ts'

const REPOSITORY = readRepositoryGraph(ROOT)

/** What the check says about one import that is added to the repository. */
function probe(added: ImportEdge): readonly string[] {
  const graph: ImportGraph = { files: [added.from], edges: [added] }
  // Alone as it is, most rows fit no file: those problems are not about the import.
  return format(checkWalls(graph, WALLS)).filter((problem) => !problem.startsWith('row '))
}

const format = (problems: ReturnType<typeof checkWalls>): readonly string[] =>
  problems.map(({ where, message }) => `${where} ${message}`)

const edge = (from: string, to: string, isTypeOnly = false): ImportEdge => ({ from, to, line: 1, isTypeOnly })

// Would catch: an import across a wall, a folder that nobody placed, a permission that outlived its use, a circle.
it('every import of the repository is allowed by the table, and nothing in the table is superfluous', () => {
  expect(format(checkWalls(REPOSITORY, WALLS))).toEqual([])
  expect(REPOSITORY.edges.length).toBeGreaterThan(4000)
})

// Would catch: a table so wide that it lets through what it is there to stop.
it.each([
  ['src/shared/model/new.ts', 'node:fs'],
  ['src/shared/model/new.ts', 'npm:electron'],
  ['src/shared/model/new.ts', 'npm:react'],
  ['src/shared/model/new.ts', 'src/main/jobs/engine.ts'],
  ['src/shared/model/new.ts', 'src/cli/main.ts'],
  ['src/shared/text/new.ts', 'src/shared/ipc/routes.ts'],
  ['src/main/filestack/new.ts', 'src/main/storage/journal/journal.ts'],
  ['src/main/filestack/new.ts', 'npm:electron'],
  ['src/main/files/new.ts', 'src/main/ipc/events.ts'],
  ['src/main/files/new.ts', 'npm:electron'],
  ['src/main/jobs/runs/new.ts', 'src/main/storage/journal/rows.ts'],
  ['src/main/jobs/runs/new.ts', 'src/main/storage/journal/open-journal.ts'],
  ['src/main/jobs/runs/new.ts', 'node:sqlite'],
  ['src/main/jobs/runs/new.ts', 'npm:electron'],
  ['src/main/jobs/runs/new.ts', 'src/sandbox/index.ts'],
  ['src/main/jobs/runs/new.ts', 'src/main/jobs/testing/ports.ts'],
  ['src/main/planning/new.ts', 'src/main/ipc/router.ts'],
  ['src/main/planning/new.ts', 'src/main/storage/connections/keyring.ts'],
  ['src/main/lib/new.ts', 'src/shared/model/job.ts'],
  ['src/main/desktop/new.ts', 'npm:electron'],
  ['src/main/desktop/new.ts', 'src/main/jobs/engine.ts'],
  ['src/main/sandbox/new.ts', 'src/main/jobs/engine.ts'],
  ['src/main/storage/journal/new.ts', 'npm:electron'],
  ['src/main/storage/journal/new.ts', 'npm:electron-store'],
  ['src/main/storage/new.ts', 'node:sqlite'],
  ['src/main/shell/new.ts', 'src/shared/model/job.ts'],
  ['src/main/shell/new.ts', 'src/main/jobs/engine.ts'],
  ['src/main/ipc/handlers/new.ts', 'npm:electron'],
  ['src/main/ipc/handlers/new.ts', 'src/main/jobs/runs/job-transitions.ts'],
  ['src/main/ipc/handlers/new.ts', 'src/renderer/client/index.ts'],
  ['src/main/ipc/handlers/new.ts', 'src/main/boot.ts'],
  ['src/main/redact/new.ts', 'src/main/jobs/engine.ts'],
  ['src/preload/new.ts', 'src/main/redact/redactor.ts'],
  ['src/preload/new.ts', 'src/shared/ipc/routes.ts'],
  ['src/renderer/ui/new.tsx', 'src/renderer/stores/app/index.ts'],
  ['src/renderer/lib/new.ts', 'npm:zustand'],
  ['src/renderer/stores/new.ts', 'src/renderer/features/run/index.ts'],
  ['src/renderer/features/run/new.tsx', 'src/renderer/features/history/index.ts'],
  ['src/renderer/features/run/new.tsx', 'src/renderer/client/index.ts'],
  ['src/renderer/features/run/new.tsx', 'npm:electron'],
  ['src/renderer/features/run/new.tsx', 'npm:zustand'],
  ['src/renderer/app/new.tsx', 'src/main/boot.ts'],
  ['src/sandbox/new.ts', 'src/main/filestack/client.ts'],
  ['src/sandbox/new.ts', 'src/cli/main.ts'],
  ['src/cli/new.ts', 'npm:electron'],
  ['src/cli/new.ts', 'src/main/shell/window/window.ts'],
  ['src/cli/new.ts', 'src/main/ipc/router.ts'],
  ['src/cli/new.ts', 'src/main/boot.ts'],
  ['src/cli/new.ts', 'src/main/storage/connections/keyring.ts'],
  ['e2e/specs/new.spec.ts', 'src/main/jobs/engine.ts'],
  ['bench/new.ts', 'npm:electron'],
  ['bench/new.ts', 'src/main/ipc/router.ts'],
  ['scripts/new.ts', 'src/main/jobs/engine.ts'],
  ['tools/electron-host/new.ts', 'src/main/shell/window/window.ts'],
])('%s may not import %s', (from, to) => {
  expect(probe(edge(from, to))).toEqual([expect.stringContaining(`${from}:1 may not import ${to}`)])
})

// Would catch: `import type` as a hole in the wall.
it.each([
  ['src/main/files/new.ts', 'src/main/ipc/events.ts'],
  ['src/main/jobs/runs/new.ts', 'src/main/storage/journal/rows.ts'],
  ['src/shared/model/new.ts', 'src/shared/ipc/runs.ts'],
  ['src/renderer/features/run/new.tsx', 'src/renderer/features/history/index.ts'],
])('%s may not even import the types of %s', (from, to) => {
  expect(probe(edge(from, to, true))).toEqual([expect.stringContaining(`${from}:1 may not import ${to}`)])
})

// Would catch: a check that refuses everything.
it.each([
  ['src/main/jobs/runs/new.ts', 'src/main/storage/journal/journal.ts', false],
  ['src/main/jobs/runs/new.test.ts', 'src/main/jobs/testing/ports.ts', false],
  ['src/main/ipc/handlers/new.ts', 'src/main/jobs/engine.ts', true],
  ['src/preload/new.ts', 'src/shared/ipc/routes.ts', true],
  ['src/renderer/stores/new.ts', 'src/renderer/client/index.ts', false],
  ['src/renderer/features/run/batch/new.tsx', 'src/renderer/features/run/index.ts', false],
  ['src/cli/new.ts', 'src/main/storage/journal/open-journal.ts', false],
])('%s may import %s', (from, to, isTypeOnly) => {
  expect(probe(edge(from, to, isTypeOnly))).toEqual([])
})

it.each([
  'src/main/new/a.ts',
  'src/main/loose.ts',
  'src/renderer/new/a.ts',
  'src/new/a.ts',
  'tools/new/a.ts',
])('%s stands in no folder that has a row', (file) => {
  const graph = { files: [...REPOSITORY.files, file], edges: REPOSITORY.edges }
  expect(format(checkWalls(graph, WALLS))).toContain(
    `${file} stands in no folder that has a row in the table`,
  )
})

// Would catch: a table that keeps doors which nobody goes through any more.
it('a row without files, a row that is there twice and a permission without an import are refused', () => {
  const table: WallTable = {
    groups: {},
    walls: [
      { folder: 'src/a', may: ['src/b', 'npm:zod'], types: ['src/c'], tests: ['npm:exceljs'] },
      { folder: 'src/b', may: [] },
      { folder: 'src/b', may: ['src/a'] },
      { folder: 'src/gone', may: [] },
    ],
    everyTest: ['npm:vitest'],
  }
  const graph = {
    files: ['src/a/a.ts', 'src/a/a.test.ts', 'src/b/b.ts'],
    edges: [edge('src/a/a.ts', 'src/b/b.ts'), edge('src/a/a.test.ts', 'npm:zod')],
  }
  expect(format(checkWalls(graph, table))).toEqual([
    'row “src/a” allows npm:zod (may), and nothing there imports it',
    'row “src/a” allows src/c (types), and nothing there imports it',
    'row “src/a” allows npm:exceljs (tests), and nothing there imports it',
    'row “src/b” is there twice',
    'row “src/gone” fits no file',
  ])
})

it('a circle of imports is refused, also when types close it', () => {
  const table: WallTable = { groups: {}, walls: [{ folder: 'src', may: [] }], everyTest: [] }
  const sources = new Map([
    ['src/a.ts', `import { b } from './b.ts'`],
    ['src/b.ts', `import { c } from './c.ts'`],
    ['src/c.ts', `import type { A } from './a.ts'`],
    ['src/d.ts', `import { a } from './a.ts'`],
  ])
  expect(format(checkWalls(readImportGraph(sources, {}), table))).toEqual([
    'src/a.ts is part of a circle of imports: src/a.ts, src/b.ts, src/c.ts',
  ])
})

// Would catch: an import that slips through because of the way it is written.
it('every form of import is seen, with its line and whether it is erased', () => {
  const source = `import { a } from '#shared/a.ts'
import type { B } from '#shared/b.ts'
import { type C } from './c.ts'
import './side-effect.css'
export * from './d.ts'
export type { E } from './below/e.ts'
import worker from './f.worker.ts?nodeWorker'
const g = await import('undici')
const h = require('electron/main')
const i = createRequire(import.meta.url)('@scope/name/part')
const j = import.meta.resolve('#shared/j.ts')
const k = new Worker(new URL('k.worker.ts', import.meta.url))
const l = new URL(\`../l.ts\`, import.meta.url)
type M = import('fs').Stats
import n = require('./n.ts')
`
  const graph = readImportGraph(new Map([['src/x/x.ts', source]]), { '#shared/*': './src/shared/*' })
  expect(graph.edges.map(({ to, line, isTypeOnly }) => [line, to, isTypeOnly])).toEqual([
    [1, 'src/shared/a.ts', false],
    [2, 'src/shared/b.ts', true],
    [3, 'src/x/c.ts', true],
    [4, 'src/x/side-effect.css', false],
    [5, 'src/x/d.ts', false],
    [6, 'src/x/below/e.ts', true],
    [7, 'src/x/f.worker.ts', false],
    [8, 'npm:undici', false],
    [9, 'npm:electron', false],
    [10, 'npm:@scope/name', false],
    [11, 'src/shared/j.ts', false],
    [12, 'src/x/k.worker.ts', false],
    [13, 'src/l.ts', false],
    [14, 'node:fs', true],
    [15, 'src/x/n.ts', false],
  ])
})
