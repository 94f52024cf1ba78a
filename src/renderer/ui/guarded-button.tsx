import { useEffect, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { Button, type ButtonProps } from './button.tsx'

/** The button takes a press only after this time: nobody means to press a button that has just appeared. */
const ARM_DELAY_MS = 400

/**
 * A button for what cannot be taken back, such as starting billed jobs. It is armed a moment after it appeared or became
 * enabled. The second half of a double click and a key that is held down do nothing. It keeps the focus while it is disabled.
 */
export function GuardedButton({ disabled = false, onClick, onKeyDown, ...rest }: ButtonProps) {
  const [isArmed, setIsArmed] = useState(false)
  useEffect(() => {
    if (disabled) return undefined
    const timer = setTimeout(() => setIsArmed(true), ARM_DELAY_MS)
    return () => {
      clearTimeout(timer)
      setIsArmed(false)
    }
  }, [disabled])
  const isReady = isArmed && !disabled
  const press = (event: MouseEvent<HTMLButtonElement>): void => {
    if (isReady && event.detail <= 1) onClick?.(event)
  }
  const keyDown = (event: KeyboardEvent<HTMLButtonElement>): void => {
    if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault()
    onKeyDown?.(event)
  }
  return (
    <Button
      {...rest}
      aria-disabled={!isReady}
      // Only a disabled button looks disabled: the moment before it is armed is too short to be shown.
      data-disabled={disabled || undefined}
      onClick={press}
      onKeyDown={keyDown}
    />
  )
}
