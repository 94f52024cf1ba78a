import { cx } from './cx.ts'

/** The colours a person can give to things. */
export type SwatchColour = 'blue' | 'green' | 'amber' | 'red' | 'violet' | 'grey'

const GROUND: Record<SwatchColour, string> = {
  blue: 'bg-accent',
  green: 'bg-green',
  amber: 'bg-amber',
  red: 'bg-red',
  violet: 'bg-violet',
  grey: 'bg-muted',
}

interface SwatchProps {
  readonly colour: SwatchColour
  /** A dot of 8 px, or a stripe of 3 px as high as its place. */
  readonly shape?: 'dot' | 'stripe'
}

/** A colour beside a name; never the only thing that tells. */
export function Swatch({ colour, shape = 'dot' }: SwatchProps) {
  return (
    <span
      aria-hidden
      className={cx(
        'inline-block shrink-0 rounded-full forced-color-adjust-none',
        shape === 'dot' ? 'size-2' : 'w-[3px] self-stretch',
        GROUND[colour],
      )}
    />
  )
}

const COLOURS: readonly SwatchColour[] = ['blue', 'violet', 'green', 'amber', 'red', 'grey']

/** Always the same colour for the same text: for things that were given none. */
export function pickSwatchColour(text: string): SwatchColour {
  let sum = 0
  for (let at = 0; at < text.length; at += 1) sum = (sum * 31 + text.charCodeAt(at)) >>> 0
  return COLOURS[sum % COLOURS.length] ?? 'grey'
}
