import * as fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { assertNever } from '#shared/model/assert.ts'
import { isOpen } from '#shared/model/job-state.ts'
import { sourceText } from '#shared/model/source.ts'
import { handles, rig, type Rig } from './testing/rig.ts'

const FAULTS = [
  '',
  'reset-before-accept@run:20%',
  'reset-after-accept@run:20%',
  'cut:15%',
  'html@run+accepted:20%',
  'redirect@run:20%',
  '429:30%',
  '429-bare:30%',
  '503-retry-after@run:30%',
  '503-bare@run+accepted:30%',
  '403@run:30%',
  '500:20%',
  'refuse:20%',
  '404@status:20%',
  'limit:10',
  'failed:20%,reticulating:30%',
] as const

const action = fc.oneof(
  fc.record({ kind: fc.constant('faults' as const), faults: fc.constantFrom(...FAULTS) }),
  fc.record({ kind: fc.constant('run' as const), jobs: fc.integer({ min: 1, max: 25 }) }),
  fc.record({ kind: fc.constant('advance' as const), ms: fc.integer({ min: 1, max: 20_000 }) }),
  fc.record({
    kind: fc.constantFrom('pause' as const, 'resume' as const, 'stop' as const, 'again' as const),
    which: fc.nat(5),
  }),
  fc.record({ kind: fc.constant('restart' as const), kill: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('offline' as const, 'online' as const) }),
)
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

/** One engine after another on the same journal, clock and sandbox. */
class Subject {
  rig: Rig
  #used = 0
  constructor(first: Rig) {
    this.rig = first
  }

  async do(step: Action): Promise<void> {
    const { rig: r } = this
    switch (step.kind) {
      case 'faults':
        return r.sandbox.setFaults(step.faults)
      case 'run':
        await r.run(handles(step.jobs, (this.#used += step.jobs)))
        return
      case 'advance':
        r.clock.advance(step.ms)
        return r.quiet()
      case 'offline':
      case 'online':
        return r.engine.setOnline(step.kind === 'online')
      case 'restart':
        return this.#restart(step.kill)
      case 'pause':
      case 'resume':
      case 'stop':
      case 'again':
        return this.#command(step.kind, step.which)
      default:
        assertNever(step)
    }
  }

  async #command(command: 'pause' | 'resume' | 'stop' | 'again', which: number): Promise<void> {
    const { rig: r } = this
    const runs = await r.journal.reader.runs({}, 100)
    const run = runs[which % runs.length]
    if (run === undefined) return
    if (command !== 'again') return void (await r.engine[command](run.id))
    const [job] = await r.jobs(run)
    if (job !== undefined) await r.engine.runAgain(job.id)
  }

  /** Killed: the journal is closed under the engine, whatever it was doing. */
  async #restart(kill: boolean): Promise<void> {
    const before = this.rig
    if (kill) await before.journal.close()
    await before.close()
    this.rig = await rig(onTestFinished, { after: before })
    await this.rig.engine.start('continue')
  }

  /** Everything mended: lets all that is open come to its end. */
  async settle(): Promise<void> {
    const { rig: r } = this
    r.sandbox.setFaults('')
    r.engine.setOnline(true)
    for (const run of await r.journal.reader.runs({ states: ['paused'] }, 100)) await r.engine.resume(run.id)
    await r.until(async () => (await r.jobs()).every((job) => !isOpen(job.state)))
  }
}

// Would catch: any order of faults, commands and restarts that starts a job twice, loses a job id or leaves a job open.
test('whatever happens, a job starts at most once, no id is lost, and every job comes to an end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 16 }), async (steps) => {
      const subject = new Subject(await rig(onTestFinished))
      for (const step of steps) await subject.do(step)
      await subject.settle()
      await expectInvariants(subject.rig)
      await subject.rig.close()
    }),
    { numRuns: 6 },
  )
}, 60_000)

async function expectInvariants(r: Rig): Promise<void> {
  const jobs = await r.jobs()
  const accepted = r.sandbox.ledger.runs()
  for (const { jobid, source } of accepted) {
    const known = jobs.filter((job) => job.jobid === jobid)
    const doubtful = jobs.filter((job) => job.state === 'unknown' && sourceText(job.source) === source)
    // Each accepted run is one job's, or one that honestly says that it may have started.
    expect(known.length === 1 || (known.length === 0 && doubtful.length > 0)).toBe(true)
  }
  for (const job of jobs) {
    const source = sourceText(job.source)
    const ofSource = jobs.filter((other) => sourceText(other.source) === source)
    const runs = accepted.filter((run) => run.source === source)
    expect(runs.length).toBeLessThanOrEqual(ofSource.length)
    if (job.state === 'finished') {
      const body = await r.journal.reader.body(job.id)
      const original = r.sandbox.bodyOf(job.jobid ?? '')
      expect(body?.kind === 'inline' && Buffer.from(body.bytes).equals(original ?? Buffer.alloc(0))).toBe(
        true,
      )
    }
    if (job.state === 'rejected' || job.state === 'stopped') expect(job.jobid).toBeNull()
  }
}
