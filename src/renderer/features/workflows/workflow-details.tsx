import { useState } from 'react'
import { useApp } from '#renderer/stores/app/index.ts'
import { useWorkflows } from '#renderer/stores/workflows/index.ts'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { MAX_NOTE_LENGTH } from '#shared/model/bounds.ts'
import type { LearnedTask, LearnedWorkflow } from '#shared/model/learned-workflow.ts'
import type { Workflow } from '#shared/model/workflow.ts'
import { toTaskName } from '#shared/text/results.ts'
import { workflowWords as words } from '#shared/text/workflows.ts'

interface WorkflowDetailsProps {
  readonly workflow: Workflow
  readonly learned: LearnedWorkflow | null
}

/** The row under a workflow: its note, and the tasks that its results had, each with a name that can be changed. */
export function WorkflowDetails({ workflow, learned }: WorkflowDetailsProps) {
  const { connectionId, id, note, taskNames } = workflow
  const describe = useWorkflows((store) => store.describe)
  const copy = useApp((store) => store.copy)
  const [error, setError] = useState<string>()
  const save = async (change: Parameters<typeof describe>[2]): Promise<void> => {
    const answer = await describe(connectionId, id, change)
    setError(answer.ok ? undefined : answer.error.message)
  }
  const tasks = learned?.tasks ?? []
  return (
    <tr>
      <td colSpan={7} className="px-3 pb-3">
        <div className="flex flex-col gap-3 rounded border border-line bg-surface-2 p-3">
          <div className="flex items-center gap-1">
            <span className="selectable font-mono text-xs wrap-anywhere text-muted">{id}</span>
            <CopyButton iconOnly label={words.copyId} onCopy={() => copy(id)} />
          </div>
          <SavedField
            label={words.note}
            placeholder={words.noteHint}
            saved={note ?? ''}
            maxLength={MAX_NOTE_LENGTH}
            onSave={(text) => void save({ note: text === '' ? null : text })}
          />
          <div>
            <h3 className="pb-1 text-muted">{words.tasks}</h3>
            {tasks.length === 0 && <p>{words.noTasks}</p>}
            <ul className="flex flex-col gap-1">
              {tasks.map((task) => (
                <li
                  key={task.key}
                  className="grid grid-cols-[minmax(8rem,14rem)_1fr_auto] items-center gap-3"
                >
                  <TaskNameField
                    task={task}
                    name={taskNames[task.key] ?? ''}
                    onSave={(name) => void save({ taskName: { key: task.key, name } })}
                  />
                  <span className="selectable truncate font-mono text-xs text-muted">{task.key}</span>
                  <span className="text-xs text-muted">
                    {words.taskJobs(task.jobs, learned?.resultsRead ?? 0)}
                  </span>
                </li>
              ))}
            </ul>
          </div>
          {error !== undefined && <output className="text-red">{error}</output>}
        </div>
      </td>
    </tr>
  )
}

function TaskNameField({
  task,
  name,
  onSave,
}: {
  readonly task: LearnedTask
  readonly name: string
  readonly onSave: (name: string) => void
}) {
  return (
    <SavedField
      bare
      label={words.taskName(task.key)}
      placeholder={toTaskName(task)}
      saved={name}
      maxLength={120}
      onSave={onSave}
    />
  )
}

interface SavedFieldProps {
  readonly label: string
  readonly placeholder: string
  /** What is saved; the field begins with it. */
  readonly saved: string
  readonly maxLength: number
  readonly bare?: boolean
  readonly onSave: (text: string) => void
}

/** A field that is saved with Enter and when it is left; Escape brings back what was saved. */
function SavedField({ saved, onSave, ...rest }: SavedFieldProps) {
  const [text, setText] = useState(saved)
  const save = (): void => {
    if (text.trim() !== saved) onSave(text.trim())
  }
  return (
    <TextField
      {...rest}
      value={text}
      onChange={setText}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save()
        if (event.key === 'Escape') setText(saved)
      }}
    />
  )
}
