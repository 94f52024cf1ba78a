import { cx } from '#renderer/ui/cx.ts'
import { countIn, type StateGroup } from '#shared/model/state-groups.ts'
import type { Run } from '#shared/model/run.ts'
import { batch as words } from '#shared/text/batch.ts'
import { SheetButton } from './sheet-button.tsx'

/** Always told; the others only where there are any. */
const TOLD: ReadonlySet<StateGroup> = new Set(['finished', 'failed', 'unknown', 'open'])
const ORDER: readonly StateGroup[] = ['finished', 'failed', 'unknown', 'expired', 'stopped', 'open']

interface BatchFilterProps {
  readonly run: Run
  /** Null: all jobs of the run. */
  readonly value: StateGroup | null
  readonly onChange: (group: StateGroup | null) => void
}

/** How many jobs ended how; pressed, the list shows just those. */
export function BatchFilter({ run, value, onChange }: BatchFilterProps) {
  const shown = ORDER.filter((group) => TOLD.has(group) || group === value || countIn(run.counts, group) > 0)
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-1 border-b border-line px-3 py-1.5">
      <fieldset aria-label={words.filter} className="flex min-w-0 flex-wrap gap-1">
        <Choice
          label={words.shown.all}
          count={run.total}
          chosen={value === null}
          onChoose={() => onChange(null)}
        />
        {shown.map((group) => (
          <Choice
            key={group}
            label={words.shown[group]}
            count={countIn(run.counts, group)}
            alarm={ALARM[group]}
            chosen={value === group}
            onChoose={() => onChange(value === group ? null : group)}
          />
        ))}
      </fieldset>
      <span className="grow" />
      <SheetButton run={run} />
    </div>
  )
}

const ALARM: Partial<Record<StateGroup, string>> = { failed: 'text-red', unknown: 'text-amber' }

interface ChoiceProps {
  readonly label: string
  readonly count: number
  /** Its ink where there are any. */
  readonly alarm?: string | undefined
  readonly chosen: boolean
  readonly onChoose: () => void
}

function Choice({ label, count, alarm, chosen, onChoose }: ChoiceProps) {
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={onChoose}
      className={cx(
        'flex h-7 items-center gap-1.5 rounded px-2',
        chosen ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-surface-3 hover:text-text',
      )}
    >
      {label}
      <span className={cx('font-semibold', !chosen && (count > 0 && alarm ? alarm : 'text-text'))}>
        {count.toLocaleString('en')}
      </span>
    </button>
  )
}
