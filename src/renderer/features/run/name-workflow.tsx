import { useState, type FormEvent } from 'react'
import { shortenId, useWorkflows, type TypedWorkflow } from '#renderer/stores/workflows/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { workflowWords as words } from '#shared/text/workflows.ts'

interface NameWorkflowProps {
  readonly connectionId: string
  readonly workflow: TypedWorkflow
  readonly onCancel: () => void
  readonly onNamed: () => void
}

/** The form that names a new workflow, under the field its id was pasted into. */
export function NameWorkflow({ connectionId, workflow, onCancel, onNamed }: NameWorkflowProps) {
  const { save, pick } = useWorkflows()
  const [name, setName] = useState('')
  const [error, setError] = useState<string>()
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (name.trim() === '') {
      setError(words.nameMissing)
      return
    }
    const answer = await save(connectionId, workflow.id, name.trim())
    if (!answer.ok) {
      setError(answer.error.message)
      return
    }
    pick(connectionId, answer.data.id)
    onNamed()
  }
  return (
    <form
      aria-label={words.nameIt(shortenId(workflow.id))}
      onSubmit={(event) => void submit(event)}
      className="flex flex-wrap items-start gap-2 rounded-card border border-line bg-surface-2 p-2"
    >
      <span className="selectable flex h-8 min-w-0 items-center font-mono text-xs text-muted">
        {workflow.id}
      </span>
      <TextField
        bare
        // The field appears because the person asked for it, so it takes the focus.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        label={words.name}
        placeholder={words.nameHint}
        value={name}
        onChange={setName}
        onKeyDown={(event) => event.key === 'Escape' && onCancel()}
        error={error}
        hint={workflow.usual ? undefined : words.noUuid}
        maxLength={120}
        className="min-w-48 grow"
      />
      <Button submit variant="primary" className="mt-0.5">
        {words.addButton}
      </Button>
      <Button className="mt-0.5" onClick={onCancel}>
        {words.cancel}
      </Button>
    </form>
  )
}
