import { describe, expect, it } from 'vitest'
import { JsonDocument } from '#renderer/workers/json/document.ts'
import { findOutputFiles, toShownTasks } from './shown-tasks.ts'

const shown = (body: string) => toShownTasks(new JsonDocument(new TextEncoder().encode(body)).tasks())

describe('the tasks of a result', () => {
  // Would catch: two tasks of one key shown as one card, or a card that opens the value of the other.
  it('have a card and a pointer each, even with the same key', () => {
    const tasks = shown('{"results":{"m":{"data":{"sfw":true}},"m":{"data":{"sfw":false}}}}')
    expect(tasks.map((task) => [task.kind, task.pointer, task.kind === 'sfw' && task.safe])).toEqual([
      ['sfw', '/results/m~@0', true],
      ['sfw', '/results/m', false],
    ])
  })

  // Would catch: a task that silently disappears because it is large.
  it('are shown as unknown when they are too large to parse', () => {
    const [task] = shown(`{"results":{"big":{"rows":[${'"0123456789",'.repeat(100_000)}0]}}}`)
    expect(task).toMatchObject({ kind: 'unknown', key: 'big', more: true })
  })

  // Would catch: an id rounded by JSON.parse.
  it('keep the numbers of unknown shapes as they were written', () => {
    expect(shown('{"results":{"x":{"id":9007199254740993}}}')[0]?.table).toEqual([
      { name: 'id', text: '9007199254740993', columnPath: '$.results.x.id' },
    ])
  })

  // Would catch: output files found by the names of tasks, which people choose.
  it('include the output files, whatever their task is called', () => {
    const tasks = shown('{"results":{"Mine":{"url":"https://x/y","mimetype":"image/png","size":1},"n":1}}')
    expect(findOutputFiles(tasks).map((file) => file.key)).toEqual(['Mine'])
  })
})
