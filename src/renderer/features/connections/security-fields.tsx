import type { ClipboardEvent } from 'react'
import { RadioGroup } from '#renderer/ui/radio-group.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { Connection } from '#shared/model/connection.ts'
import { readPastedSecurity } from '#shared/model/pasted-security.ts'
import { connectionWords } from '#shared/text/connections.ts'
import { keepsSecret, type FormPartProps } from './form-state.ts'
import { PolicyFacts } from './policy-facts.tsx'

const words = connectionWords.form

/** How requests of the connection are signed, with the fields of the chosen kind of security. */
export function SecurityFields(props: FormPartProps & { readonly connection: Connection | null }) {
  const { form, errors, onChange, connection } = props
  const kept = keepsSecret(form, connection) ? { placeholder: words.kept } : {}
  const pasteStep = (event: ClipboardEvent): void => {
    const read = readPastedSecurity(event.clipboardData.getData('text/plain'))
    if (read === null) return
    event.preventDefault()
    // A run URL tells the API key, too; one that was typed is kept.
    const { apiKey, ...step } = read
    onChange({ ...step, ...(apiKey !== undefined && form.apiKey.trim() === '' && { apiKey }) })
  }
  const secretField = (
    <TextField
      {...kept}
      mono
      type="password"
      label={words.appSecret}
      hint={words.appSecretHint}
      value={form.appSecret}
      onChange={(appSecret) => onChange({ appSecret })}
      error={errors.appSecret}
      maxLength={256}
      className="py-2"
    />
  )
  const policyFields = (
    <div className="flex flex-col gap-3 py-2">
      <TextField
        {...kept}
        mono
        // What ended is what the form was opened for.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={hasEndedPolicy(connection)}
        type="password"
        label={words.policy}
        hint={words.policyHint}
        value={form.policy}
        onChange={(policy) => onChange({ policy })}
        onPaste={pasteStep}
        error={errors.policy}
        maxLength={16_384}
      />
      <PolicyFacts encoded={form.policy} />
      <TextField
        {...kept}
        mono
        type="password"
        label={words.signature}
        hint={words.signatureHint}
        value={form.signature}
        onChange={(signature) => onChange({ signature })}
        onPaste={pasteStep}
        error={errors.signature}
        maxLength={256}
      />
    </div>
  )
  return (
    <RadioGroup
      label={words.security}
      value={form.security}
      onChange={(security) => onChange({ security, policy: '', signature: '', appSecret: '' })}
      options={[
        { id: 'secret', ...words.kinds.secret, below: secretField },
        { id: 'policy', ...words.kinds.policy, below: policyFields },
        { id: 'none', ...words.kinds.none },
      ]}
    />
  )
}

const hasEndedPolicy = (connection: Connection | null): boolean =>
  connection?.security.kind === 'policy' && (connection.security.expiry ?? Infinity) * 1000 <= Date.now()
