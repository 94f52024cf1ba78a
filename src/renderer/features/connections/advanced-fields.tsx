import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { cx } from '#renderer/ui/cx.ts'
import { RadioGroup } from '#renderer/ui/radio-group.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { connectionWords } from '#shared/text/connections.ts'
import { toFormState, type FormState, type FormPartProps } from './form-state.ts'
import { HostFields } from './host-fields.tsx'
import { LimitFields } from './limit-fields.tsx'
import { StorageFields } from './storage-fields.tsx'

const words = connectionWords.form

/** The settings that few people need to change: limits, storage, hosts, how external URLs are encoded, and secrets in them. */
export function AdvancedFields(props: FormPartProps & { readonly connectionId: string | null }) {
  const { form, errors, onChange, connectionId } = props
  const hasErrors = Object.keys(errors).some((field) => /^(?:hosts|limits)\.|^secretParameters$/.test(field))
  const [opened, setOpened] = useState(() => hasUnusualValues(form))
  const open = opened || hasErrors
  return (
    <section className="flex flex-col gap-3">
      <button
        type="button"
        aria-expanded={open}
        aria-controls="connection-advanced"
        onClick={() => setOpened(!open)}
        className="flex h-7 items-center gap-1.5 self-start rounded pr-2 text-muted hover:text-text"
      >
        <ChevronRight aria-hidden size={14} className={cx('transition-transform', open && 'rotate-90')} />
        {words.advanced}
      </button>
      {open && (
        <div id="connection-advanced" className="ml-5 flex flex-col gap-6">
          <LimitFields {...props} connectionId={connectionId} />
          <StorageFields {...props} />
          <HostFields {...props} />
          <RadioGroup
            label={words.encoding}
            value={form.sourceEncoding}
            onChange={(sourceEncoding) => onChange({ sourceEncoding })}
            options={[
              { id: 'percent', ...words.encodings.percent },
              { id: 'base64', ...words.encodings.base64 },
            ]}
          />
          <TextField
            mono
            label={words.secretParameters}
            hint={words.secretParametersHint}
            placeholder={words.secretParametersExample}
            value={form.secretParameters}
            onChange={(secretParameters) => onChange({ secretParameters })}
            error={errors.secretParameters}
            maxLength={2000}
          />
        </div>
      )}
    </section>
  )
}

/** Whether a setting in this section differs from its default. */
function hasUnusualValues(form: FormState): boolean {
  const { hosts, store, limits } = toFormState(null)
  return (
    form.secretParameters !== '' ||
    !hasSameFields(form.hosts, hosts) ||
    !hasSameFields(form.store, store) ||
    !hasSameFields(form.limits, limits)
  )
}

const hasSameFields = <Fields extends object>(one: Fields, other: Fields): boolean =>
  (Object.keys(one) as (keyof Fields)[]).every((field) => one[field] === other[field])
