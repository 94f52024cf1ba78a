import { CountButton } from '#renderer/ui/count-button.tsx'
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx'
import { JOB_STATES, type JobState, type Verdict } from '#shared/model/job.ts'
import { countIn, STATE_GROUPS, type StateGroup } from '#shared/model/state-groups.ts'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import type { Run } from '#shared/model/run.ts'
import { batchWords as words } from '#shared/text/batch.ts'
import type { RunScreenProps } from '#renderer/features/run/run-screen-props.ts'
import { isPausedForFirstResults } from './pause-banner.tsx'
import { SheetButton } from './sheet-button.tsx'

/** Groups that are shown even when they are empty: while a run goes on no button moves, and then there is more room. */
const SHOWN_WHILE_RUNNING: ReadonlySet<StateGroup> = new Set(['finished', 'failed', 'unknown', 'open'])
const SHOWN_WHEN_DONE: ReadonlySet<StateGroup> = new Set(['finished', 'failed'])
const GROUP_ORDER: readonly StateGroup[] = ['finished', 'failed', 'unknown', 'expired', 'stopped', 'open']

/** What the list shows; `sent` is every job that does not wait any more. */
export type ShownJobs = StateGroup | 'all' | 'sent' | ShownVerdict
type ShownVerdict = Exclude<Verdict, 'none'>

const WAITING_STATES: readonly JobState[] = ['queued', 'uploading', 'ready']

const VERDICTS: readonly ShownVerdict[] = ['flagged', 'clear']

/** What has not ended stands as it will be sent; of the rest what ended last is on top. */
export function toShownOrder(
  shown: ShownJobs | null,
  order: ShownOrder,
): Pick<JobFilterInput, 'order' | 'sort'> {
  if (order === 'list' || shown === 'open') return { order: 'list' }
  if (shown === null || shown === 'flagged' || shown === 'clear') return {}
  return { sort: { column: { kind: 'field', field: 'ended' }, direction: 'desc' } }
}

/** What narrows the jobs of a run to the shown ones. */
export function toShownFilter(shown: ShownJobs): Pick<JobFilterInput, 'states' | 'query'> {
  if (shown === 'all') return {}
  if (shown === 'flagged' || shown === 'clear') return { query: `verdict:${shown}` }
  return { states: [...toJobStates(shown)] }
}

const toJobStates = (shown: StateGroup | 'sent'): readonly JobState[] =>
  shown === 'sent' ? JOB_STATES.filter((state) => !WAITING_STATES.includes(state)) : STATE_GROUPS[shown]

/** What ended last on top, or as in the list that was run. */
export type ShownOrder = 'newest' | 'list'

interface BatchFilterProps extends Pick<RunScreenProps, 'renderColumns'> {
  readonly run: Run
  /** Null while the list shows the jobs of one cause. */
  readonly value: ShownJobs | null
  readonly onChange: (shown: ShownJobs) => void
  readonly order: ShownOrder
  readonly onOrder: (order: ShownOrder) => void
}

/** The number of jobs in each group of states; a pressed group filters the list. */
export function BatchFilter({ run, value, onChange, order, onOrder, renderColumns }: BatchFilterProps) {
  const alwaysShown = run.state === 'done' ? SHOWN_WHEN_DONE : SHOWN_WHILE_RUNNING
  const shown = GROUP_ORDER.filter(
    (group) => alwaysShown.has(group) || group === value || countIn(run.counts, group) > 0,
  )
  const hasVerdicts = VERDICTS.some((verdict) => run.verdicts[verdict] > 0)
  const sent = toJobStates('sent').reduce((sum, state) => sum + run.counts[state], 0)
  const choice = (id: Exclude<ShownJobs, ShownVerdict>, count: number, alarm?: string) => (
    <CountButton
      key={id}
      label={words.groups[id]}
      count={count}
      alarm={alarm}
      chosen={value === id}
      onChoose={() => onChange(value === id ? 'all' : id)}
    />
  )
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-1 border-b border-line px-3 py-1.5 low:gap-y-0 low:py-0.5">
      <fieldset aria-label={words.filter} className="flex min-w-0 flex-wrap gap-1">
        {choice('all', run.total)}
        {(value === 'sent' || isPausedForFirstResults(run)) && choice('sent', sent)}
        {shown.map((group) => choice(group, countIn(run.counts, group), ALARM_INK[group]))}
      </fieldset>
      {(hasVerdicts || VERDICTS.some((verdict) => verdict === value)) && (
        <fieldset aria-label={words.verdicts} className="flex gap-1 border-l border-line pl-1">
          {VERDICTS.map((verdict) => (
            <CountButton
              key={verdict}
              label={words.verdict[verdict]}
              count={run.verdicts[verdict]}
              alarm={verdict === 'flagged' ? 'text-red' : undefined}
              chosen={value === verdict}
              onChoose={() => onChange(value === verdict ? 'all' : verdict)}
            />
          ))}
        </fieldset>
      )}
      <span className="grow" />
      <SegmentedControl
        label={words.order.label}
        value={order}
        onChange={onOrder}
        options={[
          { id: 'newest', label: words.order.newest },
          { id: 'list', label: words.order.list },
        ]}
      />
      {renderColumns()}
      <SheetButton runId={run.id} />
    </div>
  )
}

const ALARM_INK: Partial<Record<StateGroup, string>> = { failed: 'text-red', unknown: 'text-amber' }
