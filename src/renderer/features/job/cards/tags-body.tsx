import { useState } from 'react'
import { Badge } from '#renderer/ui/badge.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { formatPercent } from '#shared/format/count.ts'
import type { Tag } from '#shared/model/results/index.ts'
import { jobWords as words } from '#shared/text/job.ts'

const TAGS_SHOWN_FIRST = 10

interface TagsBodyProps {
  /** Sorted by confidence, the highest first. */
  readonly auto: readonly Tag[]
  readonly user: readonly Tag[]
}

/** The body of tags: bars ranked by confidence; tags that people gave stand apart. */
export function TagsBody({ auto, user }: TagsBodyProps) {
  const [all, setAll] = useState(false)
  const more = auto.length - TAGS_SHOWN_FIRST
  if (auto.length === 0 && user.length === 0) return <p className="text-muted">{words.card.noTags}</p>
  return (
    <>
      {auto.length > 0 && (
        <ul className="flex flex-col gap-0.5">
          {(all ? auto : auto.slice(0, TAGS_SHOWN_FIRST)).map((tag) => (
            <TagBar key={tag.label} tag={tag} />
          ))}
        </ul>
      )}
      {more > 0 && (
        <div className="-ml-2">
          <Button small variant="plain" onClick={() => setAll(!all)} aria-expanded={all}>
            {all ? words.card.showLess : words.card.showMore(more)}
          </Button>
        </div>
      )}
      {user.length > 0 && (
        <div className="flex flex-wrap items-center gap-1 border-t border-line pt-2">
          <span className="pr-1 text-muted">{words.card.userTags}</span>
          {user.map((tag) => (
            <Badge key={tag.label} tone="accent">
              {tag.label}
            </Badge>
          ))}
        </div>
      )}
    </>
  )
}

function TagBar({ tag: { label, confidence } }: { readonly tag: Tag }) {
  return (
    <li className="grid h-6 grid-cols-[minmax(0,9rem)_minmax(0,1fr)_3rem] items-center gap-2">
      <span className="selectable truncate" title={label}>
        {label}
      </span>
      <span aria-hidden className="h-1.5 overflow-hidden rounded-full bg-surface-3">
        <span
          className="block h-full rounded-full bg-accent"
          style={{ width: `${Math.max(0, Math.min(100, confidence ?? 0))}%` }}
        />
      </span>
      <span className="text-right text-muted">{confidence === null ? '' : formatPercent(confidence)}</span>
    </li>
  )
}
