import { stateWords, type StateName } from '#shared/text/states.ts'

interface StateBarProps {
  /** How many jobs are in each state. */
  readonly counts: Readonly<Record<StateName, number>>
  /** What a screen reader says: "2 of 3 done". */
  readonly label: string
  /** 0..1. */
  readonly done: number
  readonly thin?: boolean
}

/** Ended jobs come first, so that the bar fills from the left; jobs under way are paler than ended ones. */
const ORDER: readonly (readonly [StateName, string])[] = [
  ['finished', 'bg-green'],
  ['failed', 'bg-red'],
  ['rejected', 'bg-red'],
  ['unknown', 'bg-amber'],
  ['expired', 'bg-muted'],
  ['stopped', 'bg-line-strong'],
  ['started', 'bg-accent opacity-55'],
  ['sending', 'bg-accent opacity-40'],
  ['uploading', 'bg-accent opacity-30'],
]

/** The bar of a batch, with a segment for each state; waiting jobs are the empty part. */
export function StateBar({ counts, label, done, thin }: StateBarProps) {
  return (
    <div className="w-full">
      <progress className="sr-only" aria-label={label} max={1} value={done} />
      <div
        aria-hidden
        className={`flex w-full gap-px overflow-hidden rounded-full bg-surface-3 ${thin ? 'h-1' : 'h-2'}`}
      >
        {ORDER.map(([state, colour]) =>
          counts[state] > 0 ? (
            <span
              key={state}
              data-segment={state}
              title={`${stateWords[state]}: ${counts[state]}`}
              className={`min-w-1 ${colour}`}
              style={{ flexGrow: counts[state] }}
            />
          ) : null,
        )}
        {counts.queued + counts.ready > 0 && <span style={{ flexGrow: counts.queued + counts.ready }} />}
      </div>
    </div>
  )
}
