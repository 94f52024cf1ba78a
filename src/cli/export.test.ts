import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { read as readWorkbook, utils } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { handles, linesOf, scratch, sceneWith, TEST_TIMEOUT_MS } from './testing/command.ts'

// Would catch: fields in another order than they were asked for, a preset that says more than the command line, a file that is not
// there under its name, and labels, verdicts and sentences that a script has to look for in the app.
test('jobs are exported by a query, by columns, by a preset', { timeout: TEST_TIMEOUT_MS }, async () => {
  const { call, run, data } = await sceneWith({})
  const folder = scratch()
  const list = join(folder, 'list.csv')
  const [one, two] = handles(2)
  writeFileSync(list, `sku,image\n00123,${one}\n00124,${two}\n`)
  const ran = await run('--from', list).ended
  expect(ran.code).toBe(0)
  const columns = 'label:sku as SKU, source, state'
  const csv = await call('export', 'state:finished', '--columns', columns).ended
  expect(csv.code).toBe(0)
  expect(csv.stdout.toString('utf8')).toBe(
    `\u{feff}SKU,Source,State\r\n00123,${one},Finished\r\n00124,${two},Finished\r\n`,
  )
  const spec = {
    format: 'ndjson',
    fields: [{ column: { kind: 'label', name: 'sku' }, name: 'code' }],
    separator: '; ',
  }
  writeFileSync(
    join(data, 'exports.json'),
    JSON.stringify({ version: 1, presets: [{ name: 'Shop', spec }, null] }),
  )
  expect(linesOf((await call('export', '--preset', 'shop').ended).stdout)).toEqual([
    { code: '00123' },
    { code: '00124' },
  ])
  const file = join(folder, 'out.xlsx')
  const saved = await call('export', '--preset', 'Shop', '-o', file).ended
  expect(linesOf(saved.stdout)).toEqual([{ file, rows: 2, unread: 0, cut: 0 }])
  const sheet = readWorkbook(readFileSync(file)).Sheets['Jobs'] ?? {}
  expect(utils.sheet_to_json(sheet, { header: 1 })).toEqual([['code'], ['00123'], ['00124']])
  expect(readdirSync(folder).toSorted()).toEqual(['list.csv', 'out.xlsx'])
  const [newest] = linesOf((await call('list').ended).stdout)
  expect(newest).toMatchObject({ labels: { sku: '00124' }, summary: expect.any(String) })
  const runId = (newest as { readonly run: string }).run
  const whole = await call('export', '--run', runId, '--columns', 'label:sku').ended
  expect(whole.stdout.toString('utf8')).toBe('\u{feff}sku\r\n00123\r\n00124\r\n')
})

// Would catch: a column that is not understood left out without a word.
test.each([
  [['export', '--columns', 'nothing'], '“nothing” is no column.'],
  [['export', '--format', 'pdf'], 'There is no format “pdf”'],
  [['export', '--preset', 'gone'], 'There is no preset “gone”'],
  [['export', '--run', 'x', 'state:failed'], '--run takes the list of a run'],
])('%j is refused with a sentence', { timeout: TEST_TIMEOUT_MS }, async (args, sentence) => {
  const { call } = await sceneWith({})
  const { code, stderr } = await call(...args).ended
  expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)])
})
