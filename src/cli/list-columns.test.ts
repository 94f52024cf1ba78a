import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { flowbench, handles, linesOf, sceneWith, TEST_TIMEOUT_MS } from './testing/command.ts'

interface Answer {
  readonly results: Readonly<
    Record<
      string,
      { readonly data?: { readonly tags?: { readonly auto: Readonly<Record<string, number>> } } }
    >
  >
}

// Would catch: a column that is another one than in the app, cells of another job, a formula in a sheet, a view whose columns are lost.
test('rows of any columns, as CSV and as JSON', { timeout: TEST_TIMEOUT_MS }, async () => {
  const { call, run, data } = await sceneWith({ faults: '404@run:1' })
  const list = join(data, '..', 'list.csv')
  const sources = handles(3)
  writeFileSync(list, `source,sku\n${sources.map((source, at) => `${source},=A${at}`).join('\n')}\n`)
  const ended = linesOf((await run('--from', list).ended).stdout)
  expect(ended).toHaveLength(3)
  const job = String(ended.find(({ state }) => state === 'finished')?.['job'])
  const { results } = JSON.parse(String((await call('show', job, '--raw').ended).stdout)) as Answer
  const all = Object.values(results).flatMap(({ data }) => Object.entries(data?.tags?.auto ?? {}))
  const surest = all.toSorted((a, b) => b[1] - a[1])[0]?.[0]
  const paths = '$.results.*.data.tags["auto", "x"]'
  const columns = `source,label:sku,state,took,Surest label,${paths},kept`
  const answer = await call('list', '--columns', columns).ended
  expect(answer.code).toBe(0)
  const rows = linesOf(answer.stdout)
  expect(rows.map((row) => Object.keys(row))).toEqual(
    ended.map(() => ['source', 'label:sku', 'state', 'took', 'Surest label', paths, 'kept']),
  )
  for (const { source, state, durationMs } of ended)
    expect(rows.find((row) => row['source'] === source)).toMatchObject({
      'label:sku': `=A${sources.indexOf(String(source))}`,
      state,
      took: durationMs,
      kept: state === 'finished',
    })
  const row = rows.find(({ source }) => source === ended.find((one) => one['job'] === job)?.['source'])
  expect([row?.['Surest label'], row?.[paths]]).toEqual(
    surest === undefined
      ? [null, null]
      : [expect.stringMatching(new RegExp(`^${surest} [\\d.]+$`)), `{${all.length}}`],
  )

  const table = async (...args: readonly string[]): Promise<readonly string[]> => {
    const { code, stdout, stderr } = await flowbench(['list', '--data-dir', data, ...args]).ended
    expect([code, stderr]).toEqual([0, ''])
    return String(stdout).split('\r\n')
  }
  expect(await table('state:refused', '--columns', 'State,label:sku,took')).toEqual([
    'State,label:sku,took',
    expect.stringMatching(/^Refused,'=A\d,$/),
    '',
  ])
  writeFileSync(
    join(data, 'views.json'),
    JSON.stringify({
      version: 1,
      views: [
        {
          id: 'v',
          name: 'Mine',
          query: 'state:refused',
          order: 'newest',
          columns: [{ column: { kind: 'label', name: 'sku' } }, { column: { kind: 'field', field: 'kept' } }],
          sort: null,
        },
      ],
    }),
  )
  expect(await table('--view', 'Mine', '--format', 'csv')).toEqual([
    'label:sku,kept',
    expect.stringMatching(/^'=A\d,No$/),
    '',
  ])
})
