import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  connectionTo,
  flowbench,
  handles,
  linesOf,
  MODERATION,
  TEST_TIMEOUT_MS,
  sceneWith,
  scratch,
  sourcesOf,
} from './testing/command.ts'

// Would catch: a job run again that is finished or may have started, a second billing of what was fine.
test(
  'rerun --failed runs exactly the failed and refused ones again',
  { timeout: TEST_TIMEOUT_MS },
  async () => {
    const faults = '404@run:1,reset-after-accept@run:1,failed:2'
    const { data, call, run, sandbox } = await sceneWith({ faults })
    const first = await run('--concurrency', '1', ...handles(5)).ended
    expect(first.code).toBe(1)
    const lines = linesOf(first.stdout)
    const states = lines.map(({ state }) => String(state))
    expect(states.toSorted()).toEqual(['failed', 'finished', 'finished', 'rejected', 'unknown'])
    const before = sandbox.ledger.runs().length
    const again = await call('rerun', '--failed', String(lines[0]?.['run'])).ended
    expect(again.code).toBe(0)
    const failed = sourcesOf(lines, 'failed', 'rejected')
    expect(sourcesOf(linesOf(again.stdout), 'finished')).toEqual(failed)
    const after = sandbox.ledger.runs().slice(before)
    expect(after.map(({ source }) => source).toSorted()).toEqual(failed)
    const { stdout } = await flowbench(['status', '--data-dir', data]).ended
    const [newest, oldest, ...others] = stdout.toString().trimEnd().split('\n')
    expect(newest).toMatch(/ done .*Moderation · 2 finished$/)
    expect(newest).toContain(linesOf(again.stdout)[0]?.['run'])
    expect(oldest).toMatch(/ done .*Moderation · 2 finished · 1 failed · 1 refused · 1 may have started$/)
    expect(others).toEqual([])
    // Every run, also those that `status` does not show any more.
    const all = await flowbench(['runs', '--limit', '1', '--data-dir', data]).ended
    expect(all.stdout.toString()).toBe(`${newest}\n`)
    const runLines = linesOf((await flowbench(['runs', '--json', '--data-dir', data]).ended).stdout)
    expect(runLines.map(({ retryOf }) => retryOf)).toEqual([lines[0]?.['run'], null])
  },
)

// Would catch: a result that is changed or cut on its way out of the folder, a job that is watched under a wrong id.
test(
  'a job that was started elsewhere is attached and shown, a large one byte for byte',
  { timeout: TEST_TIMEOUT_MS },
  async () => {
    const { data, call, sandbox } = await sceneWith({ faults: 'big:1MB:1' })
    const elsewhere = ['--data-dir', join(scratch(), 'elsewhere'), '--workflow', MODERATION]
    await flowbench(['run', ...elsewhere, ...handles(1)], connectionTo(sandbox)).ended
    const [{ jobid } = { jobid: '' }] = sandbox.ledger.runs()
    const attached = await call('attach', jobid).ended
    expect(attached.code).toBe(0)
    const [line] = linesOf(attached.stdout)
    expect(line).toMatchObject({ jobid, state: 'finished', source: handles(1)[0] })
    expect(sandbox.ledger.runs().length).toBe(1)
    const show = ['show', jobid, '--data-dir', data]
    const [raw, shown] = await Promise.all([flowbench([...show, '--raw']).ended, flowbench(show).ended])
    const body = Buffer.from(sandbox.bodyOf(jobid) ?? [])
    expect(body.length).toBeGreaterThan(256 * 1024)
    expect(raw.stdout.equals(body)).toBe(true)
    const text = shown.stdout.toString()
    const facts = [String(line?.['job']), jobid, 'Finished', `Moderation (${MODERATION})`, ...handles(1)]
    for (const fact of facts) expect(text).toContain(fact)
    expect(JSON.parse(text.slice(text.indexOf('\n{')))).toEqual(JSON.parse(body.toString()))
  },
)

// Would catch: `flowbench list | head` that ends as a failure, or with a stack trace.
test(
  'what only reads ends well when the reader of its pipe has enough',
  { timeout: TEST_TIMEOUT_MS },
  async () => {
    const { data, run } = await sceneWith()
    // Much more than a pipe holds.
    const links = handles(100).map((name) => `https://example.com/${'folder/'.repeat(500)}${name}.png`)
    await run(...links).ended
    const list = flowbench(['list', '--json', '--data-dir', data])
    await list.firstLine
    list.child.stdout?.destroy()
    expect(await list.ended).toMatchObject({ code: 0, stderr: '' })
  },
)
