import { expect, test } from 'vitest'
import { readArguments } from './arguments.ts'
import { readConnection } from './workspace/environment.ts'

// Would catch: a typing error that starts billed jobs on something else than was meant.
test.each([
  ['', /Say what to do/],
  ['rum --workflow x y', /no command “rum”/],
  ['run src://a/b.png', /--workflow/],
  ['run --workflow x', /what to run on/],
  ['run --workflow x --concurrency 0 y', /--concurrency/],
  ['run --workflow x --concurrency many y', /--concurrency/],
  ['run --workflow x --rate 0 y', /--rate/],
  ['run --workflow x --raet 3 y', /--raet/],
  ['show', /one job/],
  ['show a b', /one job/],
  ['attach', /one job/],
  ['rerun', /--failed/],
  ['rerun --failed a b', /nothing more/],
  ['status all', /nothing more/],
  ['list --limit 0', /--limit/],
  ['list --columns state,weapon', /no column “weapon”/],
  ['list --columns ,', /Say which columns/],
  ['list --columns state --count', /neither --columns/],
  ['list --format xml', /no format “xml”/],
  ['list --format csv --json', /--format json/],
  ['--raet 3 run --workflow x y', /--raet/],
  ['--json --data-dir d rum', /no command “rum”/],
  ['--json', /Say what to do/],
  ['--workflow x status', /--workflow/],
  ['list --sandbox', /--sandbox/],
  ['--sandbox status', /--sandbox/],
])('“%s” is not understood', (line, sentence) => {
  const read = readArguments(line.split(' ').filter((word) => word !== ''))
  expect(read).toEqual({ ok: false, error: expect.stringMatching(sentence) as string })
})

// Would catch: an option that is read and forgotten.
test('every option arrives', () => {
  const line =
    'run --workflow Moderation --from - --column image_url --sheet Shoes --local-files pics --concurrency 8 --rate 2.5 --data-dir d --json --sandbox -- -x src://a/b'
  expect(readArguments(line.split(' '))).toEqual({
    ok: true,
    data: {
      common: { dataDir: 'd', json: true, sandbox: true },
      command: {
        name: 'run',
        workflow: 'Moderation',
        from: '-',
        column: 'image_url',
        sheet: 'Shoes',
        localFiles: 'pics',
        alias: null,
        concurrency: 8,
        rate: 2.5,
        sources: ['-x', 'src://a/b'],
      },
    },
  })
  expect(readArguments(['list', 'state:failed', 'shoe'])).toMatchObject({
    data: { command: { name: 'list', query: 'state:failed shoe' } },
  })
})

// Would catch: an option before the command that is taken for it, or lost.
test.each([
  ['--json status', { name: 'status' }, { json: true }],
  ['--data-dir D list state:failed', { name: 'list', query: 'state:failed' }, { dataDir: 'D' }],
  ['--data-dir=D --json show j --raw', { name: 'show', job: 'j', raw: true }, { dataDir: 'D', json: true }],
  ['--sandbox --rate 2 run --workflow x y', { name: 'run', rate: 2, sources: ['y'] }, { sandbox: true }],
  ['--job run attach status', { name: 'attach', job: 'run', remoteJobId: 'status' }, {}],
  [
    'attach https://cdn.filestackcontent.com/workflow_status=job_id:7dba00f5-aee2',
    { name: 'attach', remoteJobId: '7dba00f5-aee2', job: null },
    {},
  ],
  ['attach "7dba00f5-aee2", --job [j1]', { name: 'attach', remoteJobId: '7dba00f5-aee2', job: 'j1' }, {}],
  ["resume 'r1', [r2]", { name: 'resume', runs: ['r1', 'r2'] }, {}],
  ['rerun --failed "r1"', { name: 'rerun', run: 'r1' }, {}],
  ['--json sandbox --port 1', { name: 'sandbox', flags: ['--json', '--port', '1'] }, {}],
  ['--json status --help', { name: 'help' }, {}],
  ['help run', { name: 'help' }, {}],
  ['--version', { name: 'version' }, {}],
])('“%s” is understood', (line, command, common) => {
  expect(readArguments(line.split(' '))).toMatchObject({ ok: true, data: { command, common } })
})

const KEY = { FLOWBENCH_API_KEY: 'AbcdefghijklmnopqrstuZ' }

// Would catch: a history that falls apart when the secret is changed, or an id that tells of it.
test('a connection is the same by its key and hosts, not by its secrets', () => {
  const idOf = (env: Record<string, string>): string => {
    const read = readConnection({ ...KEY, ...env })
    return read.ok ? read.data.id : read.error
  }
  const plain = idOf({})
  expect(plain).toMatch(/^env-[0-9a-f]{24}$/)
  expect(idOf({ FLOWBENCH_SECRET: 'first' })).toBe(plain)
  expect(idOf({ FLOWBENCH_SECRET: 'second' })).toBe(plain)
  expect(idOf({ FLOWBENCH_CDN_URL: 'https://cdn.example/' })).not.toBe(plain)
})

// Would catch: a run without the security that was meant, or over a line that anybody reads.
test.each([
  [{}, /FLOWBENCH_API_KEY/],
  [{ FLOWBENCH_API_KEY: 'a b' }, /no API key/],
  [{ ...KEY, FLOWBENCH_POLICY: 'eyJleHBpcnkiOjF9' }, /go together/],
  [{ ...KEY, FLOWBENCH_SECRET: 's', FLOWBENCH_SIGNATURE: 'f' }, /not both/],
  [{ ...KEY, FLOWBENCH_CDN_URL: 'http://cdn.example' }, /https/],
])('the connection %j is refused', (env, sentence) => {
  expect(readConnection(env)).toEqual({ ok: false, error: expect.stringMatching(sentence) as string })
})
