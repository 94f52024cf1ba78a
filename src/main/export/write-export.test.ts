import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { read as readWorkbook, utils } from '@e965/xlsx'
import { parquetReadObjects } from 'hyparquet'
import { expect, onTestFinished, test } from 'vitest'
import { openJournalDatabase } from '#main/storage/journal/journal-database.ts'
import { createJournalWrites } from '#main/storage/journal/writes/journal-writes.ts'
import { createScratchFolder, newJob, newRun } from '#main/storage/testing/journals.ts'
import { parseFields, type ExportFormat } from '#shared/model/export/index.ts'
import type { ExportTask } from './export-task.ts'
import { writeExport } from './write-export.ts'

interface Row {
  readonly labels: Readonly<Record<string, string>>
  readonly body?: string
}

/** A history with a finished job for each row that has a result; the others wait. */
function createHistory(rows: readonly Row[]) {
  const folder = createScratchFolder(onTestFinished)
  const { db } = openJournalDatabase(folder, 0)
  onTestFinished(() => db.close())
  const writes = createJournalWrites(db, folder)
  const jobs = rows.map(({ labels, body }, at) =>
    newJob(at, { labels, state: body === undefined ? 'ready' : 'started' }),
  )
  const run = newRun(0)
  writes.createRun(run, jobs)
  for (const [at, { body }] of rows.entries()) {
    const id = jobs[at]?.id ?? ''
    const patch = { durationMs: 1250, startedAt: Date.UTC(2026, 2, 12), verdict: 'flagged' as const }
    if (body !== undefined) writes.archive({ id, from: 'started', to: 'finished', patch }, Buffer.from(body))
  }
  const write = async (format: ExportFormat, columns: string, more: Partial<ExportTask> = {}) => {
    const fields = parseFields(columns)
    if (!fields.ok) throw new Error(fields.error)
    const temporary = join(folder, `file.${format}`)
    const task: ExportTask = {
      folder,
      temporary,
      from: { kind: 'filter', filter: {} },
      most: Infinity,
      spec: { format, fields: fields.data, separator: ' | ' },
      names: { workflows: {}, connections: {} },
      secrets: [],
      ...more,
    }
    const report = await writeExport(task, { onRows: () => undefined, signal: new AbortController().signal })
    return { report, bytes: readFileSync(temporary) }
  }
  return { folder, run, write }
}

const RESULT = JSON.stringify({
  results: {
    tags_1: { data: { tags: { auto: { weapon: 92, 'toy gun': 40 }, user: null } } },
    sfw_2: { data: { sfw: false } },
    big: { data: { id: '§', list: [1, { a: 2 }], text: 'x'.repeat(900) } },
  },
}).replace('"§"', '12345678901234567890')

const COLUMNS =
  'label:sku as SKU, state, verdict, labels, number of labels as n, tag:weapon, sfw, duration, started, ' +
  '$.results.big.data.id as big, $.results.big.data.list as list, $.results.big.data.text as text, $..auto.* as all'

const HISTORY: readonly Row[] = [
  { labels: { sku: '=00123' }, body: RESULT },
  { labels: { sku: '-5' } },
  { labels: {}, body: '<html>' },
]

// Would catch: a number that loses digits, a text that is cut as in the list, an empty cell where the facts are not read yet.
test('a CSV has every value whole, several joined by the separator, and no formula', async () => {
  const { write } = createHistory(HISTORY)
  const { report, bytes } = await write('csv', COLUMNS)
  expect(report).toEqual({ rows: 3, unread: 0, cut: 0 })
  const [head, first, second] = bytes.toString('utf8').slice(1).split('\r\n')
  expect(head).toBe('SKU,State,Verdict,Labels,n,weapon,Safe,Took,Started,big,list,text,all')
  expect(first).toBe(
    `'=00123,Finished,Flagged,"weapon | toy gun",2,92,false,1.25,2026-03-12T00:00:00.000Z,12345678901234567890,"[1,{""a"":2}]",${'x'.repeat(900)},"92 | 40"`,
  )
  // A plain number of their sheet keeps its sign.
  expect(second).toMatch(/^-5,Ready,,,,/)
})

// Would catch: a comma where a tab belongs, and a value that holds a tab breaking its row.
test('a TSV has tabs between its cells', async () => {
  const { write } = createHistory([{ labels: { a: 'one\ttwo', b: '3,4' } }])
  const { bytes } = await write('tsv', 'label:a, label:b, state')
  expect(bytes.toString('utf8')).toBe('\u{feff}a\tb\tState\r\n"one\ttwo"\t"3,4"\tReady\r\n')
})

// Would catch: keys that change their order, a word of the screen in place of the state, an array with a comma too many.
test.each(['ndjson', 'json'] as const)(
  '%s has the fields in their order, with states as queries name them',
  async (format) => {
    const { write } = createHistory(HISTORY)
    const { bytes } = await write(format, 'label:sku as 2, state as 1, $.results.big.data.id as big, sfw')
    const lines = [
      '{"2":"=00123","1":"finished","big":"12345678901234567890","Safe":false}',
      '{"2":"-5","1":"ready","big":null,"Safe":null}',
      '{"2":null,"1":"finished","big":null,"Safe":null}',
    ]
    expect(bytes.toString('utf8')).toBe(
      format === 'json' ? `[\n${lines.join(',\n')}\n]\n` : `${lines.join('\n')}\n`,
    )
  },
)

// Would catch: a workbook that SheetJS reads otherwise than it was meant: codes without their zeros, formulas, lost characters.
test('a workbook is read back cell for cell', async () => {
  const odd = `a\u0001b\u000bc<&>"' _x0041_ \u{1f600} \n ü`
  const { write } = createHistory([
    { labels: { sku: '00123', odd, formula: '=1+1', digits: '12345678901234567890' }, body: RESULT },
  ])
  const { bytes } = await write(
    'xlsx',
    'label:sku, label:odd, label:formula, label:digits, duration, sfw, label:none',
  )
  const book = readWorkbook(bytes, { cellFormula: true })
  expect(book.SheetNames).toEqual(['Jobs'])
  const sheet = book.Sheets['Jobs'] ?? {}
  expect(utils.sheet_to_json(sheet, { header: 1, raw: true })).toEqual([
    ['sku', 'odd', 'formula', 'digits', 'Took', 'Safe', 'none'],
    ['00123', odd, '=1+1', '12345678901234567890', 1.25, false],
  ])
  expect(sheet['C2']).toMatchObject({ t: 's' })
  expect(sheet['C2']).not.toHaveProperty('f')
})

// Would catch: a workbook that Excel wants to repair, and a cut that nobody is told of.
test('a cell that is too long for a workbook is cut and counted', async () => {
  const body = JSON.stringify({ results: { text: 'y'.repeat(40_000) } })
  const { report, bytes } = await createHistory([{ labels: {}, body }]).write(
    'xlsx',
    '$.results.text as text',
  )
  expect(report.cut).toBe(1)
  const sheet = readWorkbook(bytes).Sheets['Jobs']
  expect(String(sheet?.['A2']?.v)).toHaveLength(32_767)
})

// Would catch: a column whose type changes between row groups, numbers as texts, a file that ends without its footer.
test('Parquet has typed columns over several row groups', async () => {
  const rows = Array.from({ length: 10_500 }, (_, at) => ({ labels: { n: String(at) } }))
  const { write } = createHistory([...HISTORY, ...rows])
  const { bytes } = await write(
    'parquet',
    'label:sku as SKU, sfw, duration, started, $.results.big.data.id as big',
  )
  const file = new Uint8Array(bytes).buffer
  const found = await parquetReadObjects({ file })
  expect(found).toHaveLength(10_503)
  expect(found[0]).toEqual({
    SKU: '=00123',
    Took: 1.25,
    Safe: false,
    Started: new Date(Date.UTC(2026, 2, 12)),
    big: '12345678901234567890',
  })
})

// Would catch: a secret in a file that people pass on.
test.each(['csv', 'xlsx', 'parquet'] as const)('secrets are cut in %s', async (format) => {
  const { write } = createHistory([{ labels: { link: 'https://x.example/a?key=SECRETSECRET' } }])
  const { bytes } = await write(format, 'label:link', { secrets: ['SECRETSECRET'] })
  const text = format === 'xlsx' ? JSON.stringify(readWorkbook(bytes).Sheets) : bytes.toString('latin1')
  expect(text).toContain('x.example')
  expect(text).not.toContain('SECRETSECRET')
})

// Would catch: two fields of one name, of which a reader shows one.
test('fields of one name are told apart', async () => {
  const { bytes } = await createHistory([{ labels: { a: '1', b: '2' } }]).write(
    'ndjson',
    'label:a as x, label:b as x',
  )
  expect(bytes.toString()).toBe('{"x":"1","x (2)":"2"}\n')
})

// Would catch: an export of no jobs that is no file of its format.
test.each(['csv', 'tsv', 'ndjson', 'json', 'xlsx', 'parquet'] as const)(
  'no job at all is an empty %s',
  async (format) => {
    const { report, bytes } = await createHistory([]).write(format, 'state, duration')
    expect(report.rows).toBe(0)
    if (format === 'json') expect(JSON.parse(bytes.toString())).toEqual([])
    if (format === 'xlsx') expect(readWorkbook(bytes).SheetNames).toEqual(['Jobs'])
    if (format === 'parquet')
      expect(await parquetReadObjects({ file: new Uint8Array(bytes).buffer })).toEqual([])
  },
)
