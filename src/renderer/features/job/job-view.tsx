import { useState, type ReactNode } from 'react'
import { Veil } from '#renderer/pictures/veil.tsx'
import { useCommand } from '#renderer/stores/commands/index.ts'
import {
  useJobTab,
  type JobTab,
  useJob,
  useResult,
  type OpenedResult,
  type ResultState,
} from '#renderer/stores/job/index.ts'
import { useSourcePicture, type ShownPicture } from '#renderer/stores/pictures/index.ts'
import type { RenderRerun } from '#renderer/stores/runs/rerun-slot.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import { Tabs, type Tab } from '#renderer/ui/tabs.tsx'
import { assertNever } from '#shared/model/assert.ts'
import type { Job } from '#shared/model/job.ts'
import { sourceText } from '#shared/model/source.ts'
import { jobWords as words } from '#shared/text/job.ts'
import { FilesTab } from './tabs/files-tab.tsx'
import { JobHead } from './job-head.tsx'
import { JobMarks } from './job-marks.tsx'
import { JobRerun } from './job-rerun.tsx'
import { JsonTab } from './tabs/json-tab.tsx'
import { useTree } from './tabs/use-tree.ts'
import { RequestTab } from './tabs/request-tab.tsx'
import { SummaryTab } from './tabs/summary-tab.tsx'
import { findOutputFiles, toShownTasks, type ShownTask } from './cards/shown-tasks.ts'
import { TextTab } from './tabs/text-tab.tsx'

interface JobViewProps {
  readonly jobId: string
  readonly onOpen: (jobId: string) => void
  readonly onUseAsSource: (text: string) => void
  readonly renderRerun: RenderRerun
  /** The upper left corner: the way back. */
  readonly lead?: ReactNode
  /** The upper right corner: open whole, close. */
  readonly corner?: ReactNode
}

const NO_TASKS: readonly ShownTask[] = []

/** A job: its head, and its result in tabs. The panel and the screen show the same view. */
export function JobView({ jobId, ...rest }: JobViewProps) {
  const { job, error } = useJob(jobId)
  const result = useResult(job)
  // Here and not on its tab: it stays when the result arrives.
  const picture = useSourcePicture(jobId)
  const { tab, choose } = useJobTab()
  // Kept here, above what is replaced when the result arrives, so that an open strip stays open.
  const [rerun, setRerun] = useState<{ readonly choosesWorkflow: boolean } | null>(null)
  if (error !== null) return <EmptyState sentence={error.message} action={rest.corner} />
  if (job === null) {
    return (
      <div className="flex grow items-center justify-center">
        <Spinner />
      </div>
    )
  }
  const { lead, corner, renderRerun, ...body } = rest
  return (
    <Veil job={job}>
      <section
        aria-label={words.label(sourceText(job.source))}
        className="flex h-full min-h-0 min-w-0 grow flex-col"
      >
        <JobHead
          job={job}
          lead={lead}
          corner={corner}
          onRerun={(choosesWorkflow) => setRerun({ choosesWorkflow })}
        />
        <JobMarks key={job.id} job={job} />
        <JobRerun
          job={job}
          asked={rerun}
          onClose={() => setRerun(null)}
          onOpen={rest.onOpen}
          renderRerun={renderRerun}
        />
        {result.kind === 'ready' ? (
          <JobBodyWithResult
            job={job}
            state={result}
            picture={picture}
            opened={result.result}
            tab={tab}
            onTab={choose}
            {...body}
          />
        ) : (
          <JobBody
            job={job}
            picture={picture}
            state={result}
            tasks={NO_TASKS}
            tab={tab}
            onTab={choose}
            {...body}
          />
        )}
      </section>
    </Veil>
  )
}

interface JobBodyProps extends Pick<JobViewProps, 'onOpen' | 'onUseAsSource'> {
  readonly job: Job
  readonly picture: ShownPicture
  readonly state: ResultState
  readonly tasks: readonly ShownTask[]
  readonly tab: JobTab
  readonly onTab: (tab: JobTab) => void
}

/** Keeps the state of the tree as long as the result is there, whichever tab is shown. */
function JobBodyWithResult({
  opened,
  ...rest
}: Omit<JobBodyProps, 'tasks'> & { readonly opened: OpenedResult }) {
  const tree = useTree(opened)
  const [tasks] = useState(() => toShownTasks(opened.tasks))
  return <JobBody {...rest} tasks={tasks} opened={opened} tree={tree} />
}

function JobBody(
  props: JobBodyProps & { readonly opened?: OpenedResult; readonly tree?: ReturnType<typeof useTree> },
) {
  const { job, picture, state, tasks, opened, tree, onTab, onOpen, onUseAsSource } = props
  const [findCount, setFindCount] = useState(0)
  const files = findOutputFiles(tasks)
  const hasResult = opened !== undefined
  const tabs = listTabs(hasResult, files.length)
  // Not every job has the tab that was chosen last.
  const tab = tabs.some(({ id }) => id === props.tab) ? props.tab : 'summary'
  const openIn = (next: 'json' | 'text', pointer?: string): void => {
    onTab(next)
    if (pointer !== undefined) void tree?.showPointer(pointer)
  }
  useCommand(
    'find',
    hasResult
      ? () => {
          onTab('json')
          setFindCount((count) => count + 1)
        }
      : null,
  )
  const panel = (): ReactNode => {
    switch (tab) {
      case 'summary':
        return (
          <SummaryTab
            job={job}
            picture={picture}
            state={state}
            tasks={tasks}
            onOpen={onOpen}
            onOpenIn={openIn}
            onUseAsSource={onUseAsSource}
          />
        )
      case 'json':
        return opened && tree && <JsonTab job={job} result={opened} tree={tree} findCount={findCount} />
      case 'text':
        return opened && <TextTab result={opened} />
      case 'files':
        return <FilesTab job={job} files={files} onUseAsSource={onUseAsSource} />
      case 'request':
        return <RequestTab job={job} />
      default:
        return assertNever(tab)
    }
  }
  return (
    <Tabs label={words.tabs.label} tabs={tabs} value={tab} onChange={onTab}>
      {panel()}
    </Tabs>
  )
}

function listTabs(hasResult: boolean, fileCount: number): readonly Tab<JobTab>[] {
  return [
    { id: 'summary', label: words.tabs.summary },
    ...(hasResult
      ? ([
          { id: 'json', label: words.tabs.json },
          { id: 'text', label: words.tabs.text },
        ] as const)
      : []),
    ...(fileCount > 0 ? [{ id: 'files', label: words.tabs.files, count: fileCount } as const] : []),
    { id: 'request', label: words.tabs.request },
  ]
}
