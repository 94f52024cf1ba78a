import type { Column } from '#renderer/ui/data-table/data-table.tsx'
import type { Job } from '#shared/model/job.ts'
import { historyWords } from '#shared/text/history.ts'
import {
  DurationCell,
  KeptCell,
  LabelCell,
  ResultCell,
  SecondLine,
  SourceCell,
  StateCell,
  StartedCell,
  VerdictCell,
  WorkflowCell,
} from './job-cells.tsx'

/**
 * How much room a list has. `wide`: one line · `folded`: workflow, duration and kept in a second line · `narrow`: the
 * verdict stands with the result as well.
 */
export type ListShape = 'wide' | 'folded' | 'narrow'

/** The columns fold when the list is narrower than this. */
const WIDE_LIST_PX = 1040
const FOLDED_LIST_PX = 700
const LABEL_COLUMN_PX = 120

/** Chooses the shape of a list by its width and the number of its label columns. */
export function chooseListShape(width: number, labels: number): ListShape {
  const rest = width - labels * LABEL_COLUMN_PX
  if (rest >= WIDE_LIST_PX) return 'wide'
  return rest >= FOLDED_LIST_PX ? 'folded' : 'narrow'
}

const words = historyWords.columns

const STATE: Column<Job> = {
  id: 'state',
  label: words.state,
  width: '152px',
  cell: (job) => <StateCell job={job} />,
}
const SOURCE: Column<Job> = {
  id: 'source',
  label: words.source,
  width: 'minmax(180px, 240px)',
  cell: (job) => <SourceCell job={job} />,
}
const WORKFLOW: Column<Job> = {
  id: 'workflow',
  label: words.workflow,
  width: '140px',
  cell: (job) => <WorkflowCell job={job} />,
}
const VERDICT: Column<Job> = {
  id: 'verdict',
  label: words.verdict,
  width: '80px',
  cell: (job) => <VerdictCell job={job} />,
}
const RESULT: Column<Job> = {
  id: 'result',
  label: words.result,
  width: 'minmax(220px, 1fr)',
  cell: (job) => <ResultCell job={job} />,
}
const DURATION: Column<Job> = {
  id: 'duration',
  label: words.duration,
  width: '72px',
  align: 'right',
  cell: (job) => <DurationCell job={job} />,
}

const createLabelColumn = (name: string): Column<Job> => ({
  id: `label ${name}`,
  label: name,
  width: `minmax(64px, ${LABEL_COLUMN_PX}px)`,
  cell: (job) => <LabelCell text={job.labels[name] ?? ''} />,
})

/** The columns of a list of jobs; `now` in Unix ms. Labels stand beside the source they came with. */
export function createJobColumns(
  shape: ListShape,
  now: number,
  labels: readonly string[],
): readonly Column<Job>[] {
  const labelColumns = labels.map(createLabelColumn)
  const started: Column<Job> = {
    id: 'started',
    label: words.started,
    width: '88px',
    cell: (job) => <StartedCell job={job} now={now} />,
  }
  if (shape === 'wide') {
    const kept: Column<Job> = {
      id: 'kept',
      label: words.kept,
      width: '72px',
      cell: (job) => <KeptCell job={job} now={now} />,
    }
    return [STATE, SOURCE, ...labelColumns, WORKFLOW, VERDICT, RESULT, DURATION, started, kept]
  }
  const source: Column<Job> = {
    id: 'source',
    label: words.source,
    width: 'minmax(140px, 1.2fr)',
    cell: (job) => (
      <span className="flex min-w-0 flex-col">
        <SourceCell job={job} />
        <SecondLine job={job} now={now} />
      </span>
    ),
  }
  const result: Column<Job> = {
    id: 'result',
    label: words.result,
    width: 'minmax(120px, 1fr)',
    cell: (job) => <ResultCell job={job} verdict={shape === 'narrow'} />,
  }
  return shape === 'folded'
    ? [STATE, source, ...labelColumns, VERDICT, result, started]
    : [STATE, source, ...labelColumns, result, started]
}
