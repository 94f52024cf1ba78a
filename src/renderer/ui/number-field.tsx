import { useState } from 'react'
import { TextField } from './text-field.tsx'

interface NumberFieldProps {
  readonly label: string
  readonly hint?: string
  readonly value: number
  readonly least: number
  readonly most: number
  /** Said when what was typed is no whole number between the two. */
  readonly wrong: string
  /** When the field is left, or on Enter. */
  readonly onChange: (value: number) => void
}

/** A whole number between two others; taken when the field is left. */
export function NumberField({ label, hint, value, least, most, wrong, onChange }: NumberFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const number = typed === null ? value : Number(typed.trim() === '' ? NaN : typed)
  const fits = Number.isInteger(number) && number >= least && number <= most
  const take = (): void => {
    if (typed === null || !fits) return
    setTyped(null)
    if (number !== value) onChange(number)
  }
  return (
    <TextField
      inputMode="numeric"
      label={label}
      {...(hint !== undefined && { hint })}
      error={fits ? undefined : wrong}
      value={typed ?? String(value)}
      onChange={setTyped}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take()
      }}
      maxLength={6}
    />
  )
}
