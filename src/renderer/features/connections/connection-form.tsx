import { useState, type FormEvent } from 'react'
import { focusFirstInvalid } from '#renderer/lib/focus-first-invalid.ts'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { useWorkflows } from '#renderer/stores/workflows/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { TitleRow } from '#renderer/ui/title-row.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Connection } from '#shared/model/connection.ts'
import { connectionWords } from '#shared/text/connections.ts'
import { AdvancedFields } from './advanced-fields.tsx'
import {
  validateForm,
  toFormState,
  toConnectionInput,
  type FormErrors,
  type FormState,
} from './form-state.ts'
import { findKept, forgetForm, keepForm } from './keep-form.ts'
import { IdentityFields } from './identity-fields.tsx'
import { SecurityFields } from './security-fields.tsx'

const words = connectionWords.form
const NO_ERRORS: FormErrors = {}

interface ConnectionFormProps {
  /** Null for a new connection. */
  readonly connection: Connection | null
  readonly onClose: () => void
  readonly onSaved: (connection: Connection) => void
}

/**
 * The form of a connection. What was begun outlives a change of screens. Secrets typed here are sent to main once and are
 * gone when the form closes.
 */
export function ConnectionForm({ connection, onClose, onSaved }: ConnectionFormProps) {
  const save = useConnections((store) => store.save)
  const connectionId = connection?.id ?? null
  const [form, setForm] = useState(() => ({ ...toFormState(connection), ...findKept(connectionId) }))
  const [hasTried, setHasTried] = useState(false)
  const [isSaving, setIsSaving] = useState(false)
  const [refusal, setRefusal] = useState<AppError | null>(null)
  const found = validateForm(form, connection)
  // Errors are shown once the person has pressed Save, and go away as the fields are corrected.
  const errors = hasTried ? found : NO_ERRORS
  const onChange = (patch: Partial<FormState>): void => {
    const next = { ...form, ...patch }
    setForm(next)
    keepForm(connectionId, next)
    setRefusal(null)
  }
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    setHasTried(true)
    if (isSaving) return
    if (Object.keys(found).length > 0) {
      focusFirstInvalid(event.currentTarget)
      return
    }
    setIsSaving(true)
    const answer = await save(toConnectionInput(form, connection))
    setIsSaving(false)
    if (answer.ok) {
      forgetForm()
      if (form.workflowId !== null) addWorkflow(answer.data.id, form.workflowId)
      onSaved(answer.data)
    } else setRefusal(answer.error)
  }
  const close = (): void => {
    forgetForm()
    onClose()
  }
  useCommand('go.back', close)
  const part = { form, errors, onChange }
  const title = connection === null ? words.addTitle : words.editTitle(connection.name)
  return (
    <form
      noValidate
      aria-label={title}
      onSubmit={(event) => void submit(event)}
      className="flex min-h-0 grow flex-col"
    >
      <TitleRow title={title} />
      <div className="min-h-0 grow overflow-y-auto">
        <div className="mx-auto flex w-full max-w-160 flex-col gap-6 p-4">
          <IdentityFields {...part} isNew={connection === null} />
          <SecurityFields {...part} connection={connection} />
          <AdvancedFields {...part} connectionId={connection?.id ?? null} />
        </div>
      </div>
      <FormFooter errors={errors} refusal={refusal} isSaving={isSaving} onClose={close} />
    </form>
  )
}

/** The workflow of the run URL that filled the form: it stands ready on Run. */
function addWorkflow(connectionId: string, id: string): void {
  const { take, pick } = useWorkflows.getState()
  pick(connectionId, take(connectionId, { id, usual: true }).id)
}

interface FormFooterProps {
  readonly errors: FormErrors
  /** Why main did not save the connection. */
  readonly refusal: AppError | null
  readonly isSaving: boolean
  readonly onClose: () => void
}

function FormFooter({ errors, refusal, isSaving, onClose }: FormFooterProps) {
  return (
    <footer className="shrink-0 border-t border-line bg-surface-2">
      <div className="mx-auto flex min-h-13 max-w-160 items-center justify-end gap-2 px-4 py-2">
        <div className="min-w-0 grow">
          {refusal !== null && <Banner tone="error">{`${refusal.message} ${refusal.advice}`.trim()}</Banner>}
          {refusal === null && Object.keys(errors).length > 0 && (
            <p role="alert" className="text-red">
              {words.mend}
            </p>
          )}
        </div>
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button submit variant="primary" disabled={isSaving}>
          {words.save}
        </Button>
      </div>
    </footer>
  )
}
