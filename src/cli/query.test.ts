import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SavedView } from '#shared/model/saved-view.ts'
import { flowbench, handles, linesOf, sceneWith, TEST_TIMEOUT_MS } from './testing/command.ts'

const view = (id: string, name: string, query: string): SavedView => ({
  id,
  name,
  query,
  order: 'newest',
  columns: [],
  sort: null,
})

// Would catch: a view that lists other jobs here than in the app, a count of the page instead of all, a mistake that is not shown.
test('jobs are queried, counted, and listed by a saved view', { timeout: TEST_TIMEOUT_MS }, async () => {
  const { call, run, data } = await sceneWith({ faults: '404@run:1' })
  await run(...handles(4)).ended
  const ask = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await call('query', ...args).ended
    return { code, lines: linesOf(stdout), stderr }
  }
  writeFileSync(
    join(data, 'views.json'),
    JSON.stringify({
      version: 1,
      views: [
        view('v1', 'Done 💥', 'state:finished'),
        view('v2', 'Twice', 'state:failed'),
        null,
        view('v3', 'twice', ''),
        view('v4', 'Broken', 'tag:x state:lost'),
      ],
    }),
  )
  expect((await ask('state:finished')).lines).toHaveLength(3)
  expect((await ask('state:finished', '--count')).lines).toEqual([{ count: 3 }])
  expect((await ask('--view', 'done 💥')).lines.map(({ state }) => state)).toEqual([
    'finished',
    'finished',
    'finished',
  ])
  expect((await ask('state:refused', '--view', 'Done 💥', '--count')).lines).toEqual([{ count: 0 }])
  expect((await ask('--view', 'v3', '--count')).lines).toEqual([{ count: 4 }])
  const plain = await flowbench(['query', '--view', 'v3', '--count', '--data-dir', data]).ended
  expect(String(plain.stdout)).toBe('4\n')

  expect(await ask('--view', 'TWICE')).toMatchObject({ code: 2, stderr: expect.stringContaining('v2 · v3') })
  expect(await ask('--view', 'None')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Done 💥 · Twice'),
  })
  const broken = await ask('--view', 'Broken')
  expect(broken.code).toBe(2)
  expect(broken.stderr).toContain('  tag:x state:lost\n        ^^^^^^^^^^\n')
  expect((await ask()).code).toBe(2)
})
