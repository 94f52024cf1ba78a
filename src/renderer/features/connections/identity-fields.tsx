import type { ClipboardEvent } from 'react'
import { Switch } from '#renderer/ui/switch.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { connectionWords } from '#shared/text/connections.ts'
import { ColourField } from './colour-field.tsx'
import type { FormPartProps } from './form-state.ts'
import { fillFromRunUrl } from './read-run-url.ts'

const words = connectionWords.form

/** The fields that tell a connection from others: name, API key, colour, and whether it is production. */
export function IdentityFields(props: FormPartProps & { readonly isNew: boolean }) {
  const { form, errors, onChange, isNew } = props
  // A run URL tells the key, the policy, the signature and the workflow at once.
  const pasteRunUrl = (event: ClipboardEvent): void => {
    const filled = fillFromRunUrl(event.clipboardData.getData('text/plain'), form, isNew)
    if (filled === null) return
    event.preventDefault()
    onChange(filled)
  }
  return (
    <div className="grid grid-cols-2 gap-4">
      <TextField
        // The form appears because the person asked for it, so its first field takes the focus.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={isNew}
        label={words.name}
        hint={words.nameHint}
        value={form.name}
        onChange={(name) => onChange({ name })}
        onPaste={pasteRunUrl}
        error={errors.name}
        maxLength={80}
      />
      <TextField
        mono
        label={words.apiKey}
        hint={words.apiKeyHint}
        value={form.apiKey}
        onChange={(apiKey) => onChange({ apiKey })}
        onPaste={pasteRunUrl}
        error={errors.apiKey}
        maxLength={256}
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
  )
}
