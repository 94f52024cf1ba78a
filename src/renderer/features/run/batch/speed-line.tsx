import { useEffect, useState } from 'react'
import { useNow } from '#renderer/lib/use-now.ts'
import { useRateGauge } from '#renderer/stores/rate/index.ts'
import { computeSpeed, useRuns, type Sample } from '#renderer/stores/runs/index.ts'
import type { Run } from '#shared/model/run.ts'
import { batchWords as words } from '#shared/text/batch.ts'
import { formatRoundedDuration } from '#renderer/features/run/format-time.ts'
import { formatGauge, formatSpeed } from './format-speed.ts'

const NO_SAMPLES: readonly Sample[] = []
const CLOCK_INTERVAL_MS = 1_000

/** The speed of a run, the time left, and what slows it down; when it is done, how long it took. */
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

/** The time in ms by the monotonic clock, which the speed samples use as well. */
function useMonotonicNow(): number {
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), CLOCK_INTERVAL_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
