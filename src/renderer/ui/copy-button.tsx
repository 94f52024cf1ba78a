import { Check, Copy, X, type LucideIcon } from 'lucide-react'
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react'
import { appWords } from '#shared/text/app.ts'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'

/** What others may ask of the button. */
export interface CopyButtonHandle {
  readonly copy: () => void
}

interface CopyButtonProps {
  /** Says what is copied: "Copy JSON". */
  readonly label: string
  /** Rejects when nothing was copied. */
  readonly onCopy: () => Promise<void>
  readonly variant?: 'primary' | 'normal' | 'plain'
  /** Only the icon, the label as its name. */
  readonly iconOnly?: boolean
  readonly small?: boolean
  readonly disabled?: boolean
  /** In place of the two sheets. */
  readonly icon?: LucideIcon
  /** Copies from outside, by a key for example, and confirms here too. */
  readonly ref?: Ref<CopyButtonHandle>
}

type Outcome = 'idle' | 'copied' | 'failed'

const CONFIRMED_MS = 1600

/** Copies, and confirms in place: the label becomes "Copied" for a moment. */
export function CopyButton(props: CopyButtonProps) {
  const { label, onCopy, variant = 'normal', iconOnly, small, disabled = false, icon = Copy, ref } = props
  const [outcome, setOutcome] = useState<Outcome>('idle')
  const timer = useRef<number>(undefined)
  useEffect(() => () => window.clearTimeout(timer.current), [])

  const show = (next: Outcome): void => {
    setOutcome(next)
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => setOutcome('idle'), CONFIRMED_MS)
  }
  const copy = (): void => {
    onCopy().then(
      () => show('copied'),
      () => show('failed'),
    )
  }
  useImperativeHandle(ref, () => ({ copy }))
  const words = { idle: label, copied: appWords.copied, failed: appWords.copyFailed }[outcome]
  const Icon = { idle: icon, copied: Check, failed: X }[outcome]
  return (
    <>
      {iconOnly ? (
        <IconButton
          label={words}
          icon={Icon}
          disabled={disabled}
          onClick={copy}
          className={outcome === 'copied' ? 'text-green' : ''}
        />
      ) : (
        <Button icon={Icon} variant={variant} small={small ?? false} disabled={disabled} onClick={copy}>
          <span className="grid">
            {/* Both words take the place, so that the button does not change its width. */}
            <span aria-hidden className="invisible col-start-1 row-start-1">
              {label.length > appWords.copyFailed.length ? label : appWords.copyFailed}
            </span>
            <span className="col-start-1 row-start-1">{words}</span>
          </span>
        </Button>
      )}
      <output className="sr-only">{outcome === 'idle' ? '' : words}</output>
    </>
  )
}
