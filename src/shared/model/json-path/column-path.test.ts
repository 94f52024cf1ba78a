import { expect, it } from 'vitest'
import { buildTape, nodeAt } from '#shared/model/json/index.ts'
import { evaluatePath, findTaskMembers, parsePath, toColumnPath } from './index.ts'

// Would catch: a column that has values in one workflow only, or those of another task.
it.each([
  ['{"results":{"tags_15":{"data":[{"a":1}]}}}', '/results/tags_15/data/0/a', '$.results.tags.data[0].a'],
  ['{"results":{"tags_1":{"a":1},"tags_2":{"a":2}}}', '/results/tags_2/a', '$.results.tags_2.a'],
  ['{"results":{"tags_1":5,"tags":{"a":2}}}', '/results/tags_1', '$.results.tags_1'],
  ['{"results":{"Rights check_1":{"a":1}}}', '/results/Rights check_1/a', "$.results['Rights check_1'].a"],
  ['{"results":{"tags_1":{"a":1}}}', '/results', '$.results'],
  ['{"other":{"tags_1":1}}', '/other/tags_1', '$.other.tags_1'],
  ['[1]', '/0', '$[0]'],
])('%s at %s', (json, pointer, path) => {
  const tape = buildTape(new TextEncoder().encode(json))
  const node = nodeAt(tape, pointer)
  expect(toColumnPath(tape, node)).toBe(path)
  const parsed = parsePath(path)
  expect(parsed.ok && evaluatePath(tape, parsed.data, { findMembers: findTaskMembers }).nodes).toEqual([node])
})
