import { useId } from 'react'
import { cx } from '#renderer/ui/cx.ts'
import { Swatch } from '#renderer/ui/swatch.tsx'
import { CONNECTION_COLOURS } from '#shared/model/connection-facts.ts'
import type { Connection } from '#shared/model/connection.ts'
import { connectionWords } from '#shared/text/connections.ts'

const words = connectionWords.form

interface ColourFieldProps {
  readonly value: Connection['colour']
  readonly onChange: (colour: Connection['colour']) => void
}

/** Chooses the colour of a connection. */
export function ColourField({ value, onChange }: ColourFieldProps) {
  const id = useId()
  return (
    <fieldset className="min-w-0">
      <legend className="pb-1 text-muted">{words.colour}</legend>
      <div className="flex gap-1">
        {CONNECTION_COLOURS.map((colour) => (
          <label
            key={colour}
            title={words.colours[colour]}
            className={cx(
              'flex size-8 items-center justify-center rounded border has-focus-visible:outline-2 has-focus-visible:outline-accent',
              colour === value ? 'border-line-strong bg-surface-3' : 'border-transparent hover:bg-surface-3',
            )}
          >
            <input
              type="radio"
              name={id}
              checked={colour === value}
              onChange={() => onChange(colour)}
              className="sr-only"
            />
            <span className="sr-only">{words.colours[colour]}</span>
            <span className="flex scale-175">
              <Swatch colour={colour} />
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
