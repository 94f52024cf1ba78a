import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useWorkflows, type TypedWorkflow } from '#renderer/stores/workflows/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { workflowWords as words } from '#shared/text/workflows.ts'
import { shortenId } from '#shared/format/shorten.ts'

interface NameWorkflowProps {
  readonly connectionId: string
  readonly workflow: TypedWorkflow
  /** The workflow was named, or the person does not want to. */
  readonly onDone: () => void
}

/** The form that names a new workflow, under the field its id was pasted into. It may be left unnamed. */
export function NameWorkflow({ connectionId, workflow, onDone }: NameWorkflowProps) {
  const save = useWorkflows((store) => store.save)
  const [name, setName] = useState('')
  const [error, setError] = useState<string>()
  const forgetName = useKeepName(connectionId, workflow.id, name)
  const leave = (): void => {
    forgetName()
    onDone()
  }
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (name.trim() !== '') {
      const answer = await save(connectionId, workflow.id, name.trim())
      if (!answer.ok) {
        setError(answer.error.message)
        return
      }
    }
    onDone()
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
        label={words.nameOptional}
        placeholder={words.nameHint}
        value={name}
        onChange={setName}
        onKeyDown={(event) => event.key === 'Escape' && leave()}
        error={error}
        hint={workflow.usual ? undefined : words.noUuid}
        maxLength={120}
        className="min-w-48 grow"
      />
      <Button submit className="mt-0.5">
        {words.save}
      </Button>
      <Button className="mt-0.5" onClick={leave}>
        {words.notNow}
      </Button>
    </form>
  )
}

/**
 * Saves a name that was typed and not saved when the form goes, for example because the run was started. The returned
 * function gives the name up.
 */
function useKeepName(connectionId: string, id: string, name: string): () => void {
  const latest = useRef('')
  useEffect(() => {
    latest.current = name.trim()
  })
  useEffect(
    () => () => {
      const { lists, save } = useWorkflows.getState()
      const named = lists[connectionId]?.find((workflow) => workflow.id === id)
      if (latest.current !== '' && named !== undefined && named.name !== latest.current)
        void save(connectionId, id, latest.current)
    },
    [connectionId, id],
  )
  return () => {
    latest.current = ''
  }
}
