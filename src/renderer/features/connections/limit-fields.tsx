import { TextField } from '#renderer/ui/text-field.tsx'
import { connectionWords } from '#shared/text/connections.ts'
import { BilledLine } from './billed-line.tsx'
import { LIMIT_NAMES } from './typed-limits.ts'
import type { FormPartProps } from './form-state.ts'

const words = connectionWords.form

interface LimitFieldsProps extends FormPartProps {
  /** Null for a new connection, which has no starts yet. */
  readonly connectionId: string | null
}

/** The fields for how much a connection may send at once, and for its caps on billed starts. */
export function LimitFields({ form, errors, onChange, connectionId }: LimitFieldsProps) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="font-semibold">{words.limits}</legend>
      <p className="text-xs text-muted">{words.limitsHint}</p>
      <div className="grid grid-cols-2 gap-x-4 gap-y-3">
        {LIMIT_NAMES.map((limit) => (
          <TextField
            key={limit}
            inputMode="decimal"
            label={words.limit[limit]}
            hint={words.limitHints[limit]}
            value={form.limits[limit]}
            onChange={(value) => onChange({ limits: { ...form.limits, [limit]: value } })}
            error={errors[`limits.${limit}`]}
            maxLength={12}
          />
        ))}
      </div>
      {connectionId !== null && <BilledLine connectionId={connectionId} />}
    </fieldset>
  )
}
