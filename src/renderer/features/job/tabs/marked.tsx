import type { ReactNode } from 'react'

interface MarkedProps {
  readonly text: string
  readonly query: string
  readonly className?: string
}

/** A text with what was searched for marked in it, upper and lower case alike. */
export function Marked({ text, query, className }: MarkedProps) {
  return <span className={className}>{query === '' ? text : parts(text, query.toLowerCase())}</span>
}

function parts(text: string, wanted: string): ReactNode[] {
  const folded = text.toLowerCase()
  // A few letters change their length with their case; their places would not fit.
  if (folded.length !== text.length) return [text]
  const found: ReactNode[] = []
  let from = 0
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, from)) {
    found.push(
      text.slice(from, at),
      <mark key={at} className="bg-amber-soft text-text">
        {text.slice(at, at + wanted.length)}
      </mark>,
    )
    from = at + wanted.length
  }
  return [...found, text.slice(from)]
}
