import { useState, type FormEvent } from 'react'
import { focusFirstInvalid } from '#renderer/lib/focus-first-invalid.ts'
import { useWorkflows } from '#renderer/stores/workflows/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { Workflow } from '#shared/model/workflow.ts'
import { workflowWords as words } from '#shared/text/workflows.ts'

/** The name of a workflow as a field, in its place. Enter saves what is typed, Escape leaves the name as it was. */
export function RenameForm({
  workflow,
  onClose,
}: {
  readonly workflow: Workflow
  readonly onClose: () => void
}) {
  const save = useWorkflows((store) => store.save)
  const [name, setName] = useState(workflow.name)
  const [error, setError] = useState<string>()
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    if (name.trim() === '') {
      setError(words.nameMissing)
      focusFirstInvalid(event.currentTarget)
      return
    }
    const answer = await save(workflow.connectionId, workflow.id, name.trim())
    if (answer.ok) onClose()
    else setError(answer.error.message)
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="flex items-start gap-2 py-1">
      <TextField
        bare
        // The field appears because the person asked for it, so it takes the focus.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        label={words.name}
        value={name}
        onChange={setName}
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
        error={error}
        maxLength={120}
        className="grow"
      />
      <Button submit className="mt-0.5">
        {words.save}
      </Button>
    </form>
  )
}
