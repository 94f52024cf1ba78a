import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  connectionTo,
  flowbench,
  handles,
  linesOf,
  MODERATION,
  TEST_TIMEOUT_MS,
  sandboxWith,
  sceneWith,
  scratch,
  SECRET,
  sourcesOf,
} from './testing/command.ts'

// Would catch: a line that is missing or wrong, bytes that were changed, a secret in what is written or kept.
test(
  'a run tells each job as it ends, keeps its bytes, and no secret is seen anywhere',
  { timeout: TEST_TIMEOUT_MS },
  async () => {
    const folder = scratch()
    const data = join(folder, 'data')
    const sandbox = await sandboxWith({ faults: 'failed:1,404@run:1', lengthFactor: 0.2 })
    const env = connectionTo(sandbox)
    const picture = join(folder, 'shoe.txt')
    writeFileSync(picture, 'a file of its own')
    const signed = `https://shop.example/a.png?X-Amz-Signature=${'c0ffee'.repeat(11)}`
    const list = join(folder, 'list.csv')
    const rows = ['sku,image', `one,${handles(1)[0] ?? ''}`, 'two,src://shop/b.png', `three,${signed}`]
    writeFileSync(list, [...rows, `four,${SECRET}`, 'five,no source'].join('\n'))
    const common = ['--data-dir', data, '--json']
    const { ended } = flowbench(
      ['run', '--workflow', MODERATION, '--from', list, '--concurrency', '1', ...common, picture],
      env,
    )
    const { code, stdout, stderr } = await ended
    expect(code).toBe(1)
    expect(stderr).toContain('line 5: This is a secret, not a source.')
    expect(stderr).toContain('line 6:')
    const lines = linesOf(stdout)
    expect(lines.map(({ state }) => String(state)).toSorted()).toEqual([
      'failed',
      'finished',
      'finished',
      'rejected',
    ])
    expect(lines.find(({ state }) => state === 'rejected')).toMatchObject({
      jobid: null,
      error: { code: 'service.notFound' },
    })
    for (const { state, error } of lines) expect(error === undefined).toBe(state === 'finished')
    const done = lines.find(({ state }) => state === 'finished')
    const raw = await flowbench(['show', String(done?.['jobid']), '--raw', '--data-dir', data]).ended
    expect(raw.stdout.equals(Buffer.from(sandbox.bodyOf(String(done?.['jobid'])) ?? []))).toBe(true)
    const accepted = sandbox.ledger.runs().map(({ source }) => source)
    expect(accepted.length).toBe(3)
    expect(sandbox.ledger.uploads().length).toBe(1)
    const said = stdout.toString() + stderr
    // A result names its source as the service was given it, and is kept as it came: of what is said the link is cut.
    expect(said).not.toContain('c0ffee')
    for (const text of [said, ...filesIn(data)]) expect(text.includes(SECRET)).toBe(false)
  },
)

// Would catch: a run that went well and is told as one that did not, a line that scripts cannot rely on.
test(
  'a run whose jobs all finish ends with 0, and tells each in one line of exactly these keys',
  { timeout: TEST_TIMEOUT_MS },
  async () => {
    const { run, started, sandbox } = await sceneWith()
    const { code, stdout, stderr } = await run(...handles(3)).ended
    expect(code).toBe(0)
    expect(stderr).toContain('3 finished')
    const lines = linesOf(stdout)
    expect(sourcesOf(lines)).toEqual(handles(3))
    for (const line of lines) {
      expect(Object.keys(line)).toEqual([
        'job',
        'run',
        'source',
        'state',
        'jobid',
        'durationMs',
        'verdict',
        'summary',
      ])
      expect(line).toMatchObject({ state: 'finished', durationMs: expect.any(Number) as number })
    }
    const jobids = lines.map(({ jobid }) => String(jobid))
    expect(new Set(jobids)).toEqual(new Set(sandbox.ledger.runs().map(({ jobid }) => jobid)))
    expect(started()).toEqual(handles(3))
  },
)

// Would catch: a request without a connection, and a wrong word taken for nothing.
test('what cannot be understood is said, and nothing is opened', async () => {
  const data = join(scratch(), 'data')
  const { code, stderr } = await flowbench([
    'run',
    '--workflow',
    MODERATION,
    '--data-dir',
    data,
    'src://a/b.png',
  ]).ended
  expect(code).toBe(2)
  expect(stderr).toContain('FLOWBENCH_API_KEY')
  expect(() => statSync(data)).toThrow()
})

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
}
