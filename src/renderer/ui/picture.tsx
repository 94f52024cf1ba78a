import { useEffect, useState, type ReactNode } from 'react'
import { cx } from './cx.ts'

interface PictureProps {
  readonly src: string
  /** Empty where the text beside it says what it is. */
  readonly alt: string
  /** In its place where there is none to be had, or none yet. */
  readonly fallback: ReactNode
  readonly className?: string
}

/** When it is looked for again, ms after it was missed: it may still be made. */
const AGAIN_MS = [1_000, 5_000, 20_000]

/** A small picture, or what stands for it. */
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
