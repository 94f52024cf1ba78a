import { useMemo, useState } from 'react'
import type { ResultState } from '#renderer/stores/job/index.ts'
import type { ShownPicture } from '#renderer/stores/pictures/index.ts'
import { useTaskNames } from '#renderer/stores/workflows/use-task-names.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import type { Job } from '#shared/model/job.ts'
import { jobWords as words } from '#shared/text/job.ts'
import { TaskCard } from '#renderer/features/job/cards/task-card.tsx'
import { CardColumns } from '#renderer/features/job/cards/card-columns.tsx'
import { SourceCard } from '#renderer/features/job/cards/source-card.tsx'
import { StateNote } from '#renderer/features/job/notes/state-note.tsx'
import { RegionsContext } from '#renderer/features/job/source/regions-context.ts'
import { SourcePicture } from '#renderer/features/job/source/source-picture.tsx'
import { usePlacedRegions } from '#renderer/features/job/source/use-placed-regions.ts'
import type { ShownTask } from '#renderer/features/job/cards/shown-tasks.ts'

interface SummaryTabProps {
  readonly job: Job
  readonly picture: ShownPicture
  readonly state: ResultState
  readonly tasks: readonly ShownTask[]
  readonly onOpen: (jobId: string) => void
  readonly onOpenIn: (tab: 'json' | 'text', pointer?: string) => void
  readonly onUseAsSource: (text: string) => void
}

/** The Summary tab: a note about the job's state, its source, and beside it a card for each task of its result. */
export function SummaryTab(props: SummaryTabProps) {
  const { job, picture: shown, state, tasks, onOpen, onOpenIn, onUseAsSource } = props
  const taskNames = useTaskNames(job)
  const { placed, turn } = usePlacedRegions(tasks, shown)
  const [highlighted, highlight] = useState<string | null>(null)
  const regions = useMemo(
    () => ({ onPicture: new Set(placed.map(({ region }) => region.id)), highlighted, highlight }),
    [placed, highlighted],
  )
  return (
    <RegionsContext value={regions}>
      <div className="@container flex min-h-0 grow flex-col gap-3 overflow-y-auto bg-surface-2 p-3">
        <StateNote job={job} onOpen={onOpen} />
        <div className="flex flex-col gap-3 @min-[900px]:flex-row @min-[900px]:items-start">
          <div className="flex min-w-0 flex-col gap-3 empty:hidden @min-[900px]:sticky @min-[900px]:top-0 @min-[900px]:max-w-[45%] @min-[900px]:shrink-0">
            <SourcePicture jobId={job.id} shown={shown} placed={placed} onTurnBoxes={turn} />
            <SourceCard job={job} onUseAsSource={onUseAsSource} />
          </div>
          <div className="flex min-w-0 grow flex-col gap-3">
            {state.kind === 'loading' && (
              <p className="flex items-center gap-2 p-1 text-muted">
                <Spinner label={words.result.loading} />
                <span aria-hidden>{words.result.loading}</span>
              </p>
            )}
            {state.kind === 'failed' && <p className="p-1 text-red">{words.result.failed}</p>}
            {state.kind === 'ready' && tasks.length === 0 && (
              <NoTasks isJson={state.result.summary.broken === null} onOpenIn={onOpenIn} />
            )}
            <CardColumns>
              {tasks.map((task) => (
                <TaskCard
                  key={task.pointer}
                  jobId={job.id}
                  task={task}
                  givenName={taskNames[task.key]}
                  onOpenInJson={() => onOpenIn('json', task.pointer)}
                  onUseAsSource={onUseAsSource}
                />
              ))}
            </CardColumns>
          </div>
        </div>
      </div>
    </RegionsContext>
  )
}

interface NoTasksProps {
  readonly isJson: boolean
  readonly onOpenIn: (tab: 'json' | 'text') => void
}

function NoTasks({ isJson, onOpenIn }: NoTasksProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 p-1 text-muted">
      <span>{isJson ? words.result.noTasks : words.result.notJson}</span>
      <Button small onClick={() => onOpenIn(isJson ? 'json' : 'text')}>
        {isJson ? words.result.openJson : words.result.openText}
      </Button>
    </div>
  )
}
