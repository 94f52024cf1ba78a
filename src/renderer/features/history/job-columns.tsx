import type { Column } from '#renderer/ui/table/table.tsx'
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

/** `wide`: one line · `folded`: workflow, duration and kept in a second line · `narrow`: the verdict with the result. */
export type ListShape = 'wide' | 'folded' | 'narrow'

/** What the columns need, px: under it they fold. */
const WIDE_LIST_PX = 1040
const FOLDED_LIST_PX = 700
const LABEL_COLUMN_PX = 120

/** `labels`: how many of them are columns. */
export function chooseListShape(width: number, labels: number): ListShape {
  const rest = width - labels * LABEL_COLUMN_PX
  if (rest >= WIDE_LIST_PX) return 'wide'
  return rest >= FOLDED_LIST_PX ? 'folded' : 'narrow'
}

const words = historyWords.columns

/** The columns of a list of jobs; `now` in Unix ms. Labels stand beside the source they came with. */
export function createJobColumns(
  shape: ListShape,
  now: number,
  labels: readonly string[],
): readonly Column<Job>[] {
  const labelled = labels.map(createLabelColumn)
  const state: Column<Job> = {
    id: 'state',
    label: words.state,
    width: '152px',
    cell: (job) => <StateCell job={job} />,
  }
  const started: Column<Job> = {
    id: 'started',
    label: words.started,
    width: '88px',
    cell: (job) => <StartedCell job={job} now={now} />,
  }
  const verdict: Column<Job> = {
    id: 'verdict',
    label: words.verdict,
    width: '80px',
    cell: (job) => <VerdictCell job={job} />,
  }
  if (shape === 'wide')
    return [
      state,
      {
        id: 'source',
        label: words.source,
        width: 'minmax(180px, 240px)',
        cell: (job) => <SourceCell job={job} />,
      },
      ...labelled,
      {
        id: 'workflow',
        label: words.workflow,
        width: '140px',
        cell: (job) => <WorkflowCell job={job} />,
      },
      verdict,
      {
        id: 'result',
        label: words.result,
        width: 'minmax(220px, 1fr)',
        cell: (job) => <ResultCell job={job} />,
      },
      {
        id: 'duration',
        label: words.duration,
        width: '72px',
        align: 'right',
        cell: (job) => <DurationCell job={job} />,
      },
      started,
      {
        id: 'kept',
        label: words.keptHere,
        width: '72px',
        cell: (job) => <KeptCell job={job} now={now} />,
      },
    ]
  const twoLines: Column<Job> = {
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
    ? [state, twoLines, ...labelled, verdict, result, started]
    : [state, twoLines, ...labelled, result, started]
}

const createLabelColumn = (name: string): Column<Job> => ({
  id: `label ${name}`,
  label: name,
  width: `minmax(64px, ${LABEL_COLUMN_PX}px)`,
  cell: (job) => <LabelCell text={job.labels[name] ?? ''} />,
})
