import { useEffect, useState } from 'react'
import { useNow } from '#renderer/lib/use-now.ts'
import { useRateGauge } from '#renderer/stores/rate/index.ts'
import { computeSpeed, useRuns, type Sample } from '#renderer/stores/runs/index.ts'
import type { Run } from '#shared/model/run.ts'
import { batchWords as words } from '#shared/text/batch.ts'
import { formatRoundedDuration } from '#renderer/features/run/time-words.ts'
import { formatGauge, formatSpeed } from './speed-words.ts'

const NO_SAMPLES: readonly Sample[] = []
const CLOCK_INTERVAL_MS = 1_000

/** How fast a run goes, how long still, and what holds it back; how long it took when it is done. */
export function SpeedLine({ run }: { readonly run: Run }) {
  if (run.state === 'done')
    return run.endedAt === null ? null : (
      <span className="text-muted">
        · {words.tookTime(formatRoundedDuration(run.endedAt - run.createdAt))}
      </span>
    )
  if (run.state === 'stopping') return <span className="text-muted">· {words.stopping}</span>
  return run.state === 'running' ? <RunningSpeed run={run} /> : null
}

function RunningSpeed({ run }: { readonly run: Run }) {
  const samples = useRuns((store) => store.samples[run.id] ?? NO_SAMPLES)
  const speed = computeSpeed(run, samples, useMonotonicNow())
  const gauge = useRateGauge(run.connectionId, useNow(CLOCK_INTERVAL_MS))
  return (
    <>
      {speed !== null && <span className="text-muted">· {formatSpeed(speed)}</span>}
      {gauge !== null && <span className="text-amber">· {formatGauge(gauge)}</span>}
    </>
  )
}

/** Ms of the clock that never jumps, as the samples have it. */
function useMonotonicNow(): number {
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), CLOCK_INTERVAL_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
