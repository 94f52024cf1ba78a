import { cx } from '#renderer/ui/cx.ts'
import { JOB_STATES, type JobState } from '#shared/model/job.ts'
import { countIn, STATE_GROUPS, type StateGroup } from '#shared/model/state-groups.ts'
import type { Run } from '#shared/model/run.ts'
import { batch as words } from '#shared/text/batch.ts'
import { isFirstResults } from './paused.tsx'
import { SheetButton } from './sheet-button.tsx'

/** Always told; the others only where there are any. */
const TOLD: ReadonlySet<StateGroup> = new Set(['finished', 'failed', 'unknown', 'open'])
const ORDER: readonly StateGroup[] = ['finished', 'failed', 'unknown', 'expired', 'stopped', 'open']

/** What the list shows. `sent`: everything but what waits. */
export type Shown = StateGroup | 'all' | 'sent'

const WAITING: readonly JobState[] = ['queued', 'uploading', 'ready']

export const statesOf = (shown: StateGroup | 'sent'): readonly JobState[] =>
  shown === 'sent' ? JOB_STATES.filter((state) => !WAITING.includes(state)) : STATE_GROUPS[shown]

interface BatchFilterProps {
  readonly run: Run
  readonly value: Shown
  readonly onChange: (shown: Shown) => void
}

/** How many jobs ended how; pressed, the list shows just those. */
export function BatchFilter({ run, value, onChange }: BatchFilterProps) {
  const shown = ORDER.filter((group) => TOLD.has(group) || group === value || countIn(run.counts, group) > 0)
  const sent = statesOf('sent').reduce((sum, state) => sum + run.counts[state], 0)
  const choice = (id: Shown, count: number, alarm?: string) => (
    <Choice
      key={id}
      label={words.shown[id]}
      count={count}
      alarm={alarm}
      chosen={value === id}
      onChoose={() => onChange(value === id ? 'all' : id)}
    />
  )
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-1 border-b border-line px-3 py-1.5">
      <fieldset aria-label={words.filter} className="flex min-w-0 flex-wrap gap-1">
        {choice('all', run.total)}
        {(value === 'sent' || isFirstResults(run)) && choice('sent', sent)}
        {shown.map((group) => choice(group, countIn(run.counts, group), ALARM[group]))}
      </fieldset>
      <span className="grow" />
      <SheetButton runId={run.id} />
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
