import { setTimeout as sleep } from 'node:timers/promises'
import type { Workspace } from '#cli/workspace/workspace.ts'
import { WAITING_STATES } from '#shared/model/job-state.ts'

/** A run with more waiting jobs than this is stopped: they would only take time. */
const MAX_WAITING_JOBS = 100
const MAX_RUNS = 10_000
const LOOK_INTERVAL_MS = 200

/** Brings everything that is open to its end, as a person would: paused runs go on or stop, and started jobs are watched. */
export async function settle({ engine, reader, connectionId }: Workspace): Promise<void> {
  for (;;) {
    const open = await reader.runs({ connectionId, states: ['running', 'paused', 'stopping'] }, MAX_RUNS)
    for (const { id, state, counts } of open) {
      const waiting = WAITING_STATES.reduce((sum, waitingState) => sum + counts[waitingState], 0)
      if (state !== 'stopping' && waiting > MAX_WAITING_JOBS) await engine.stop(id)
      else if (state === 'paused') await engine.resume(id)
    }
    const started = await reader.page({ connectionId, states: ['started'] }, null, MAX_RUNS)
    for (const { id, watching } of started.jobs) if (!watching) await engine.setWatching(id, true)
    if (open.length === 0 && started.jobs.length === 0) return
    await sleep(LOOK_INTERVAL_MS)
  }
}
