import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startSandbox, type Sandbox, type SandboxOptions } from '#sandbox/index.ts'
import { connectionTo, flowbench, handles, linesOf, MODERATION } from './testing/command.ts'

/** Several processes one after the other, on a loaded machine, ms. */
const PATIENCE = 180_000
const SECRET = 'CANARYcanarySECRET0123456789'

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function sandboxWith(options: SandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox({ security: 'required', appSecret: SECRET, ...options })
  onTestFinished(() => sandbox.close())
  return sandbox
}

// Would catch: a line that is missing or wrong, bytes that were changed, a secret in what is written or kept.
test(
  'a run tells each job as it ends, keeps its bytes, and no secret is seen anywhere',
  { timeout: PATIENCE },
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
    for (const line of lines)
      expect(Object.keys(line)).toEqual(
        expect.arrayContaining(['job', 'run', 'source', 'state', 'jobid', 'durationMs']),
      )
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

// Would catch: jobs sent twice or forgotten after Ctrl-C, a folder two processes write to, readers that are locked out.
test(
  'an interrupted run waits for resume; meanwhile the folder is held, and can be read',
  { timeout: PATIENCE },
  async () => {
    const data = join(scratch(), 'data')
    const sandbox = await sandboxWith({ lengthFactor: 0.1 })
    const env = connectionTo(sandbox)
    const common = ['--data-dir', data, '--json']
    const slowly = ['--rate', '10']
    const first = flowbench(['run', '--workflow', MODERATION, ...common, ...slowly, ...handles(80)], env)
    await first.firstLine
    const [second, listed] = await Promise.all([
      flowbench(['run', '--workflow', MODERATION, '--data-dir', data, 'src://a/b.png'], env).ended,
      flowbench(['list', 'state:finished', '--json', '--data-dir', data]).ended,
    ])
    expect(second.code).toBe(4)
    expect(second.stderr).toContain(`process ${first.child.pid}`)
    expect(listed.code).toBe(0)
    expect(linesOf(listed.stdout).length).toBeGreaterThan(0)
    first.child.kill('SIGINT')
    const interrupted = await first.ended
    expect(interrupted.code).toBe(3)
    expect(interrupted.stderr).toContain('wait for “flowbench resume”')
    expect(sandbox.ledger.runs().length).toBeLessThan(80)
    const { code, stdout } = await flowbench(['resume', ...common], env).ended
    expect(code).toBe(0)
    const told = [...linesOf(interrupted.stdout), ...linesOf(stdout)].map(({ source }) => String(source))
    expect(told.toSorted()).toEqual(handles(80).toSorted())
    expect(
      sandbox.ledger
        .runs()
        .map(({ source }) => source)
        .toSorted(),
    ).toEqual(handles(80).toSorted())
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
