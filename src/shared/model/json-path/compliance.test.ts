import { expect, it } from 'vitest'
import suite from '#shared/fixtures/jsonpath/cts.json' with { type: 'json' }
import {
  buildTape,
  findLineage,
  findPosition,
  readKey,
  valueBytes,
  type Tape,
} from '#shared/model/json/index.ts'
import { evaluatePath, parsePath } from './index.ts'

interface ComplianceCase {
  readonly name: string
  readonly selector: string
  readonly document?: unknown
  readonly invalid_selector?: boolean
  readonly result?: unknown
  readonly results?: readonly unknown[]
  readonly result_paths?: readonly string[]
  readonly results_paths?: readonly (readonly string[])[]
}

// Nothing of the suite is left out.
const CASES: readonly ComplianceCase[] = suite.tests

// Would catch: a path that means something else here than RFC 9535 says.
it.each(CASES.map((test) => [test.name, test] as const))('%s', (_, test) => {
  const parsed = parsePath(test.selector)
  expect(parsed.ok).toBe(test.invalid_selector !== true)
  if (!parsed.ok) return
  const tape = buildTape(new TextEncoder().encode(JSON.stringify(test.document)))
  const { nodes, stopped } = evaluatePath(tape, parsed.data)
  expect(stopped).toBeNull()
  const values = nodes.map((node): unknown => JSON.parse(new TextDecoder().decode(valueBytes(tape, node))))
  expect(test.results ?? [test.result]).toContainEqual(values)
  const paths = test.results_paths ?? (test.result_paths === undefined ? null : [test.result_paths])
  if (paths !== null) expect(paths).toContainEqual(nodes.map((node) => toNormalizedPath(tape, node)))
})

// Would catch: a suite that was emptied or cut.
it('holds the whole suite', () => {
  expect(CASES.length).toBe(687)
})

/** RFC 9535, 2.7. */
function toNormalizedPath(tape: Tape, node: number): string {
  const lineage = findLineage(tape, node)
  const steps = lineage.slice(1).map((child, index) => {
    const key = readKey(tape, child)
    return key === null ? `[${findPosition(tape, lineage[index] ?? 0, child)}]` : `['${toQuoted(key)}']`
  })
  return `$${steps.join('')}`
}

const toQuoted = (key: string): string =>
  JSON.stringify(key)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)
