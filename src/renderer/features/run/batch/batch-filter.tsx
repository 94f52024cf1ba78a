import { cx } from '#renderer/ui/cx.ts'
import { JOB_STATES, type JobState } from '#shared/model/job.ts'
import { countIn, STATE_GROUPS, type StateGroup } from '#shared/model/state-groups.ts'
import type { Run } from '#shared/model/run.ts'
import { batchWords as words } from '#shared/text/batch.ts'
import { isPausedForFirstResults } from './pause-banner.tsx'
import { SheetButton } from './sheet-button.tsx'

/** Groups that are shown even when they are empty. */
const ALWAYS_SHOWN: ReadonlySet<StateGroup> = new Set(['finished', 'failed', 'unknown', 'open'])
const GROUP_ORDER: readonly StateGroup[] = ['finished', 'failed', 'unknown', 'expired', 'stopped', 'open']

/** What the list shows; `sent` is every job that does not wait any more. */
export type ShownJobs = StateGroup | 'all' | 'sent'

const WAITING_STATES: readonly JobState[] = ['queued', 'uploading', 'ready']

export const toJobStates = (shown: StateGroup | 'sent'): readonly JobState[] =>
  shown === 'sent' ? JOB_STATES.filter((state) => !WAITING_STATES.includes(state)) : STATE_GROUPS[shown]

interface BatchFilterProps {
  readonly run: Run
  readonly value: ShownJobs
  readonly onChange: (shown: ShownJobs) => void
}

/** The number of jobs in each group of states; a pressed group filters the list. */
export function BatchFilter({ run, value, onChange }: BatchFilterProps) {
  const shown = GROUP_ORDER.filter(
    (group) => ALWAYS_SHOWN.has(group) || group === value || countIn(run.counts, group) > 0,
  )
  const sent = toJobStates('sent').reduce((sum, state) => sum + run.counts[state], 0)
  const choice = (id: ShownJobs, count: number, alarm?: string) => (
    <FilterButton
      key={id}
      label={words.groups[id]}
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
        {(value === 'sent' || isPausedForFirstResults(run)) && choice('sent', sent)}
        {shown.map((group) => choice(group, countIn(run.counts, group), ALARM_INK[group]))}
      </fieldset>
      <span className="grow" />
      <SheetButton runId={run.id} />
    </div>
  )
}

const ALARM_INK: Partial<Record<StateGroup, string>> = { failed: 'text-red', unknown: 'text-amber' }

interface FilterButtonProps {
  readonly label: string
  readonly count: number
  /** The colour of the number when it is not 0. */
  readonly alarm?: string | undefined
  readonly chosen: boolean
  readonly onChoose: () => void
}

function FilterButton({ label, count, alarm, chosen, onChoose }: FilterButtonProps) {
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
