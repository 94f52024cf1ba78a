import { expect, test } from 'vitest'
import { handles, linesOf, TEST_TIMEOUT_MS, sceneWith, sourcesOf } from './testing/command.ts'

/** One request every two seconds, so that the second job still waits when the first one ends. */
const HARDLY = ['--rate', '0.5']

// Would catch: jobs sent twice or forgotten after Ctrl-C, a folder two processes write to, readers that are locked out.
test(
  'an interrupted run waits for resume; meanwhile the folder is held, and can be read',
  { timeout: TEST_TIMEOUT_MS },
  async () => {
    const { call, run, started } = await sceneWith()
    const first = run(...HARDLY, ...handles(20))
    const [line = {}] = linesOf(Buffer.from(await first.firstLine))
    const [job, id] = [String(line['job']), String(line['run'])]
    const held = [run('src://a/b.png'), call('resume'), call('rerun', '--failed', id), call('attach', job)]
    for (const { ended } of held) {
      const { code, stderr } = await ended
      expect(code).toBe(4)
      expect(stderr).toContain(`process ${first.child.pid}`)
    }
    const reading = [call('list', 'state:finished'), call('show', job), call('status')]
    const [listed, shown, status] = await Promise.all(
      reading.map(async ({ ended }) => {
        const { code, stdout } = await ended
        return { code, lines: linesOf(stdout) }
      }),
    )
    expect(listed).toEqual({ code: 0, lines: expect.arrayContaining([line]) as object })
    expect(shown).toEqual({ code: 0, lines: [line] })
    expect(status).toMatchObject({ code: 0, lines: [{ run: id, state: 'running', total: 20 }] })
    first.child.kill('SIGINT')
    const interrupted = await first.ended
    expect(interrupted.code).toBe(3)
    expect(interrupted.stderr).toContain('wait for “flowbench resume”')
    expect(started().length).toBeLessThan(20)
    const { code, stdout } = await call('resume').ended
    expect(code).toBe(0)
    expect(sourcesOf([...linesOf(interrupted.stdout), ...linesOf(stdout)])).toEqual(handles(20))
    expect(started()).toEqual(handles(20))
  },
)

// Would catch: a resume that takes the pause the engine begins with for the end, and never sends what waits.
test(
  'after a kill with nothing but ready jobs left, resume finishes them',
  { timeout: TEST_TIMEOUT_MS },
  async () => {
    const { call, run, started } = await sceneWith()
    const killed = run(...HARDLY, ...handles(3))
    await killed.firstLine
    killed.child.kill('SIGKILL')
    await killed.ended
    expect(started().length).toBe(1)
    const { code, stdout } = await call('resume').ended
    expect(code).toBe(0)
    expect(linesOf(stdout).map(({ state }) => state)).toEqual(['finished', 'finished'])
    expect(started()).toEqual(handles(3))
  },
)

// Would catch: a lost job that is healed and then not watched, since its run waits or is done.
test(
  'attach --job gives a lost job its id and watches it to its end',
  { timeout: TEST_TIMEOUT_MS },
  async () => {
    const { call, run, started, sandbox } = await sceneWith({ faults: 'reset-after-accept@run:1' })
    const heal = async (
      lost: Record<string, unknown> = {},
    ): Promise<{ readonly code: number | null; readonly stderr: string }> => {
      expect(lost).toMatchObject({ state: 'unknown', jobid: null, error: {} })
      const job = String(lost['job'])
      const jobid = sandbox.ledger.runs().at(-1)?.jobid ?? ''
      const ended = await call('attach', jobid, '--job', job).ended
      expect(linesOf(ended.stdout)).toMatchObject([{ job, jobid, state: 'finished' }])
      return ended
    }
    const killed = run(...HARDLY, ...handles(2))
    const lost = linesOf(Buffer.from(await killed.firstLine))
    killed.child.kill('SIGKILL')
    await killed.ended
    const { code, stderr } = await heal(lost[0])
    expect(code).toBe(1)
    expect(stderr).toContain('1 job waits for “flowbench resume”.')
    // The other one is lost, too; its run is done with it.
    sandbox.setFaults('reset-after-accept@run:1')
    const resumed = await call('resume').ended
    expect(resumed.code).toBe(1)
    expect((await heal(linesOf(resumed.stdout)[0])).code).toBe(0)
    expect(started()).toEqual(handles(2))
  },
)

// Would catch: a second Ctrl-C that waits, too, or one that forgets what it left on its way.
test(
  'a second Ctrl-C leaves at once; what was on its way may have started',
  { timeout: TEST_TIMEOUT_MS },
  async () => {
    const { call, run, started } = await sceneWith({ faults: 'slow@run:1h' })
    const { child, said, ended } = run(...handles(1))
    await expect.poll(() => started().length, { timeout: TEST_TIMEOUT_MS }).toBe(1)
    child.kill('SIGINT')
    await said('Interrupted')
    const at = performance.now()
    child.kill('SIGINT')
    expect((await ended).code).toBe(3)
    // The first one alone waits for thirty seconds.
    expect(performance.now() - at).toBeLessThan(15_000)
    const { code, stdout } = await call('resume').ended
    expect(code).toBe(1)
    expect(linesOf(stdout)).toMatchObject([{ state: 'unknown', jobid: null }])
    expect(started()).toEqual(handles(1))
  },
)
