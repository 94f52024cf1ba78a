import { useState, type ReactNode } from 'react'
import { cx } from './cx.ts'

interface PictureProps {
  readonly src: string
  /** Empty where the text beside it says what it is. */
  readonly alt: string
  /** In its place where there is none to be had. */
  readonly fallback: ReactNode
  readonly className?: string
}

/** A small picture, or what stands for it. */
export function Picture({ src, alt, fallback, className }: PictureProps) {
  const [failed, setFailed] = useState<string | null>(null)
  if (failed === src) return fallback
  return (
    <img
      src={src}
      alt={alt}
      draggable={false}
      onError={() => setFailed(src)}
      className={cx('shrink-0 bg-surface-3 object-cover', className)}
    />
  )
}
