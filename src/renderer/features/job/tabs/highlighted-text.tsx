import type { ReactNode } from 'react'

interface HighlightedTextProps {
  readonly text: string
  readonly query: string
  readonly className?: string
}

/** A text with the matches of a search highlighted, in upper and lower case alike. */
export function HighlightedText({ text, query, className }: HighlightedTextProps) {
  return (
    <span className={className}>{query === '' ? text : highlightMatches(text, query.toLowerCase())}</span>
  )
}

function highlightMatches(text: string, wanted: string): ReactNode[] {
  const folded = text.toLowerCase()
  // A few letters have another length in lower case; the positions of the matches would be wrong.
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
