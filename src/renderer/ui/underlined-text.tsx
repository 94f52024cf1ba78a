import { useEffect, useRef, type ReactNode, type RefObject } from 'react'

/** A stretch of a text: offsets, the end not in it. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

interface UnderlinedTextProps {
  readonly input: RefObject<HTMLInputElement | null>
  readonly text: string
  readonly stretches: readonly Stretch[]
}

/** So much of a long text is underlined: a field shows its beginning only. */
const MAX_CHARACTERS = 2000

/** Underlines stretches of the text of an input: the same text, seen through, lies behind it and scrolls with it. */
export function UnderlinedText({ input, text, stretches }: UnderlinedTextProps) {
  const layer = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const field = input.current
    const follow = (): void => layer.current?.scrollTo({ left: field?.scrollLeft ?? 0 })
    follow()
    field?.addEventListener('scroll', follow)
    return () => field?.removeEventListener('scroll', follow)
  })
  if (stretches.length === 0) return null
  return (
    <div
      ref={layer}
      aria-hidden
      className="pointer-events-none absolute inset-0 h-6 overflow-hidden leading-6 whitespace-pre text-transparent"
    >
      {cutAt(text.slice(0, MAX_CHARACTERS), stretches)}
    </div>
  )
}

function cutAt(text: string, stretches: readonly Stretch[]): readonly ReactNode[] {
  const parts: ReactNode[] = []
  let at = 0
  for (const { from, to } of stretches) {
    if (to <= at) continue
    const start = Math.max(at, from)
    parts.push(text.slice(at, start))
    parts.push(
      <span key={start} data-broken className="underline decoration-red decoration-wavy underline-offset-2">
        {text.slice(start, to)}
      </span>,
    )
    at = to
  }
  return [...parts, text.slice(at)]
}
