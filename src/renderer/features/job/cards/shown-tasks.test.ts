import { describe, expect, it } from 'vitest'
import { JsonDocument } from '#renderer/workers/json/document.ts'
import { findOutputFiles, toShownTasks } from './shown-tasks.ts'

const shown = (body: string) => toShownTasks(new JsonDocument(new TextEncoder().encode(body)).tasks())

describe('tasksOf', () => {
  it('gives two tasks of the same key each its own card and its own pointer', () => {
    const tasks = shown('{"results":{"m":{"data":{"sfw":true}},"m":{"data":{"sfw":false}}}}')
    expect(tasks.map((task) => [task.kind, task.pointer, task.kind === 'sfw' && task.safe])).toEqual([
      ['sfw', '/results/m~@0', true],
      ['sfw', '/results/m', false],
    ])
  })

  it('shows a task too large to parse as an unknown one instead of dropping it', () => {
    const [task] = shown(`{"results":{"big":{"rows":[${'"0123456789",'.repeat(100_000)}0]}}}`)
    expect(task).toMatchObject({ kind: 'unknown', key: 'big', more: true })
  })

  it('keeps numbers of unknown shapes as written, where JSON.parse would round them', () => {
    expect(shown('{"results":{"x":{"id":9007199254740993}}}')[0]?.table).toEqual([
      { name: 'id', text: '9007199254740993' },
    ])
  })

  it('finds produced files whatever their task is called', () => {
    const tasks = shown('{"results":{"Mine":{"url":"https://x/y","mimetype":"image/png","size":1},"n":1}}')
    expect(findOutputFiles(tasks).map((file) => file.key)).toEqual(['Mine'])
  })
})
