import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test, vi } from 'vitest'
import { handles, linesOf, sceneWith, sourcesOf, TEST_TIMEOUT_MS } from './testing/command.ts'

// Would catch: results that the service still has, and that no command fetches; a job that is started again for them.
test(
  'look-again fetches the results of jobs that were said to be gone: one that is named, then all that match',
  { timeout: TEST_TIMEOUT_MS },
  async () => {
    const { data, call, run, sandbox, started } = await sceneWith({ faults: 'html@status' })
    const first = run(...handles(3))
    await vi.waitFor(() => expect(started()).toHaveLength(3), { timeout: 60_000 })
    first.child.kill('SIGINT')
    expect((await first.ended).code).toBe(3)
    const db = new DatabaseSync(join(data, 'journal.db'))
    // What the service says in several looks over ten minutes.
    db.exec(`UPDATE jobs SET state = 'expired', ended_at = 1 WHERE state = 'started'`)
    db.close()
    sandbox.setFaults('')
    const [{ jobid, source } = { jobid: '', source: '' }] = sandbox.ledger.runs()
    const named = await call('look-again', jobid).ended
    expect(sourcesOf(linesOf(named.stdout), 'finished')).toEqual([source])
    const all = await call('look-again', '--matching', 'state:gone').ended
    expect(all.code).toBe(0)
    expect(linesOf(all.stdout).map(({ state }) => state)).toEqual(['finished', 'finished'])
    expect(started()).toEqual(handles(3))
    const none = await call('look-again', '--matching', 'state:gone').ended
    expect(none).toMatchObject({ code: 0, stderr: expect.stringContaining('None of these jobs') as string })
    expect((await call('look-again').ended).code).toBe(2)
  },
)
