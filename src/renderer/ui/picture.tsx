import { useEffect, useState, type ReactNode } from 'react'
import { cx } from './cx.ts'

interface PictureProps {
  readonly src: string
  /** Empty where the text beside it says what it is. */
  readonly alt: string
  /** Shown when there is no picture, or none yet. */
  readonly fallback: ReactNode
  readonly className?: string
}

/** Waits before a missing picture is loaded again, ms: it may still be in the making. */
const AGAIN_MS = [1_000, 5_000, 20_000]

/** A small picture, or its fallback. */
export function Picture({ src, alt, fallback, className }: PictureProps) {
  const [missed, setMissed] = useState({ src, times: 0, waiting: false })
  const { times, waiting } = missed.src === src ? missed : { times: 0, waiting: false }
  useEffect(() => {
    const again = AGAIN_MS[times - 1]
    if (!waiting || again === undefined) return undefined
    const timer = setTimeout(() => setMissed({ src, times, waiting: false }), again)
    return () => clearTimeout(timer)
  }, [src, times, waiting])
  if (waiting) return fallback
  return (
    <img
      src={src}
      alt={alt}
      draggable={false}
      onError={() => setMissed({ src, times: times + 1, waiting: true })}
      className={cx('shrink-0 bg-surface-3 object-cover', className)}
    />
  )
}
