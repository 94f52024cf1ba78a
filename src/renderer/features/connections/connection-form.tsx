import { useState, type FormEvent } from 'react'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { TitleRow } from '#renderer/ui/title-row.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Connection } from '#shared/model/connection.ts'
import { connectionWords } from '#shared/text/connections.ts'
import { AdvancedFields } from './advanced-fields.tsx'
import { ColourField } from './colour-field.tsx'
import {
  validateForm,
  toFormState,
  toConnectionInput,
  type FormErrors,
  type FormState,
} from './form-state.ts'
import { SecurityFields } from './security-fields.tsx'

const words = connectionWords.form
const NO_ERRORS: FormErrors = {}

interface ConnectionFormProps {
  /** Null: a new one. */
  readonly connection: Connection | null
  readonly onClose: () => void
}

/** What every part of the form is given. */
export interface FormPartProps {
  readonly form: FormState
  readonly errors: FormErrors
  readonly onChange: (patch: Partial<FormState>) => void
}

/** A connection's fields. Secrets typed here go to main once and leave with the form. */
export function ConnectionForm({ connection, onClose }: ConnectionFormProps) {
  const save = useConnections((store) => store.save)
  const [form, setForm] = useState(() => toFormState(connection))
  const [tried, setTried] = useState(false)
  const [saving, setSaving] = useState(false)
  const [refused, setRefused] = useState<AppError | null>(null)
  const found = validateForm(form, connection)
  // What is missing is told once the person has pressed Save; then it goes as the fields are mended.
  const errors = tried ? found : NO_ERRORS
  const onChange = (patch: Partial<FormState>): void => {
    setForm((before) => ({ ...before, ...patch }))
    setRefused(null)
  }
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (saving || Object.keys(found).length > 0) return
    setSaving(true)
    const answer = await save(toConnectionInput(form, connection))
    setSaving(false)
    if (answer.ok) onClose()
    else setRefused(answer.error)
  }
  useCommand('go.back', onClose)
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
          <div className="grid grid-cols-2 gap-4">
            <TextField
              // The person asked for this form a moment ago.
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus={connection === null}
              label={words.name}
              hint={words.nameHint}
              value={form.name}
              onChange={(name) => onChange({ name })}
              error={errors.name}
              maxLength={80}
            />
            <TextField
              mono
              label={words.apiKey}
              hint={words.apiKeyHint}
              value={form.apiKey}
              onChange={(apiKey) => onChange({ apiKey })}
              error={errors.apiKey}
              maxLength={128}
            />
            <ColourField value={form.colour} onChange={(colour) => onChange({ colour })} />
            <div className="flex items-center">
              <Switch
                label={words.production}
                hint={words.productionHint}
                checked={form.production}
                onChange={(production) => onChange({ production })}
              />
            </div>
          </div>
          <SecurityFields {...part} connection={connection} />
          <AdvancedFields {...part} connectionId={connection?.id ?? null} />
        </div>
      </div>
      <footer className="shrink-0 border-t border-line bg-surface-2">
        <div className="mx-auto flex min-h-13 max-w-160 items-center justify-end gap-2 px-4 py-2">
          <div className="min-w-0 grow">
            {refused !== null && (
              <Banner tone="error">{`${refused.message} ${refused.advice}`.trim()}</Banner>
            )}
            {refused === null && Object.keys(errors).length > 0 && (
              <p role="alert" className="text-red">
                {words.mend}
              </p>
            )}
          </div>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button submit variant="primary" disabled={saving}>
            {words.save}
          </Button>
        </div>
      </footer>
    </form>
  )
}
