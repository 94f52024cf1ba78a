import { useState, type FormEvent } from 'react'
import { focusFirstInvalid } from '#renderer/lib/focus-first-invalid.ts'
import {
  useWorkflows,
  withoutRunUrl,
  readWorkflowId,
  type NoWorkflowId,
} from '#renderer/stores/workflows/index.ts'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { useKeptForms } from '#renderer/stores/kept-forms/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { Workflow } from '#shared/model/workflow.ts'
import { workflowWords as words } from '#shared/text/workflows.ts'

interface AddWorkflowProps {
  readonly connectionId: string
  readonly existing: readonly Workflow[]
  readonly onClose: () => void
}

const EMPTY = { id: '', name: '' }

const ID_ERRORS: Record<NoWorkflowId, string> = {
  empty: words.idMissing,
  notAnId: words.notAnId,
  otherUrl: words.otherUrl,
}

/** The form that adds a workflow: its id, pasted alone or within a run URL, and its name. */
export function AddWorkflow({ connectionId, existing, onClose }: AddWorkflowProps) {
  const { save, pick } = useWorkflows()
  const kept = useKeptForms((store) => store.workflow)
  const { id: text, name } = kept?.connectionId === connectionId ? kept : EMPTY
  const keep = (typed: { readonly id: string; readonly name: string }): void =>
    useKeptForms.setState({ workflow: { connectionId, ...typed } })
  const close = (): void => {
    useKeptForms.setState({ workflow: null })
    onClose()
  }
  const [hasTried, setHasTried] = useState(false)
  const [refused, setRefused] = useState<string>()
  useCommand('go.back', close)
  const read = readWorkflowId(text)
  const same = read.ok
    ? existing.find(({ id }) => id.toLowerCase() === read.data.id.toLowerCase())
    : undefined

  const change = (typed: string): void => {
    keep({ id: withoutRunUrl(typed), name })
    setRefused(undefined)
  }
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    setHasTried(true)
    if (!read.ok || name.trim() === '') {
      focusFirstInvalid(event.currentTarget)
      return
    }
    const answer = await save(connectionId, same?.id ?? read.data.id, name.trim())
    if (!answer.ok) {
      setRefused(answer.error.message)
      return
    }
    pick(connectionId, answer.data.id)
    close()
  }
  return (
    <form
      aria-label={words.addWorkflow}
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-3 rounded-card border border-line bg-surface-2 p-4"
    >
      <div className="grid grid-cols-[3fr_2fr] gap-3">
        <TextField
          mono
          // The form appears because the person asked for it, so its first field takes the focus.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          label={words.idOrUrl}
          placeholder={words.example}
          value={text}
          onChange={change}
          error={toIdError(read, hasTried, text) ?? refused}
          hint={toIdHint(read, same)}
        />
        <TextField
          label={words.name}
          placeholder={words.nameHint}
          value={name}
          onChange={(typed) => keep({ id: text, name: typed })}
          error={hasTried && name.trim() === '' ? words.nameMissing : undefined}
          maxLength={120}
        />
      </div>
      <div className="flex justify-end gap-2">
        <Button onClick={close}>{words.cancel}</Button>
        <Button submit variant="primary">
          {words.addButton}
        </Button>
      </div>
    </form>
  )
}

type ReadWorkflowId = ReturnType<typeof readWorkflowId>

/** A wrong id is said while the person types; a missing one only after the button was pressed. */
function toIdError(read: ReadWorkflowId, tried: boolean, text: string): string | undefined {
  if (read.ok || (!tried && text.trim() === '')) return undefined
  return ID_ERRORS[read.error]
}

function toIdHint(read: ReadWorkflowId, same: Workflow | undefined): string {
  if (same !== undefined) return words.already(same.name)
  return read.ok && !read.data.usual ? words.noUuid : words.idHint
}
