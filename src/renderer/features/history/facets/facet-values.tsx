import { useState } from 'react'
import { ActionList } from '#renderer/ui/action-list.tsx'
import { cx } from '#renderer/ui/cx.ts'
import { formatCount } from '#shared/format/count.ts'
import { facetWords as words } from '#shared/text/facets.ts'

/** So many values of a facet are shown at first. */
const FIRST_VALUES = 6

export interface ShownValue {
  readonly key: string
  readonly text: string
  readonly jobs: number
  readonly isChosen: boolean
}

interface FacetValuesProps {
  readonly title: string
  readonly values: readonly ShownValue[]
  /** Values that are rarer than all of these. */
  readonly further: number
  /** The length of a whole bar. */
  readonly most: number
  readonly onToggle: (key: string) => void
}

/** The values of a column, each with its jobs and a bar behind it. A press is a condition of the query; a second one lifts it. */
export function FacetValues({ title, values, further, most, onToggle }: FacetValuesProps) {
  const [showsAll, setShowsAll] = useState(false)
  const hidden = values.length - FIRST_VALUES
  const shown = showsAll ? values : values.filter(({ isChosen }, at) => at < FIRST_VALUES || isChosen)
  return (
    <section aria-label={title} className="flex flex-col gap-0.5">
      <h3 className="truncate px-2 text-xs text-muted" title={title}>
        {title}
      </h3>
      <ActionList aria-label={title} className="flex flex-col">
        {shown.map(({ key, text, jobs, isChosen }) => (
          <li key={key} className="flex">
            <button
              type="button"
              aria-pressed={isChosen}
              onClick={() => onToggle(key)}
              className={cx(
                'relative flex h-6 min-w-0 grow items-center gap-2 overflow-hidden rounded px-2 text-left',
                isChosen ? 'bg-accent-soft text-accent' : 'hover:bg-surface-3',
              )}
            >
              <span
                aria-hidden
                className={cx(
                  'absolute inset-y-0.5 left-0 rounded',
                  isChosen ? 'bg-transparent' : 'bg-surface-3',
                )}
                style={{ width: `${(100 * jobs) / Math.max(1, most)}%` }}
              />
              <span className="sr-only">{words.value(text, jobs)}</span>
              <span aria-hidden className="relative grow truncate" title={text}>
                {text}
              </span>
              <span aria-hidden className={cx('relative shrink-0', !isChosen && 'text-muted')}>
                {formatCount(jobs)}
              </span>
            </button>
          </li>
        ))}
      </ActionList>
      {hidden > 0 && (
        <button
          type="button"
          aria-expanded={showsAll}
          aria-label={showsAll ? words.fewerOf(title) : words.moreOf(title, hidden)}
          onClick={() => setShowsAll(!showsAll)}
          className="self-start rounded px-2 text-xs text-accent hover:underline"
        >
          {showsAll ? words.fewer : words.more(hidden)}
        </button>
      )}
      {further > 0 && (showsAll || hidden <= 0) && (
        <p className="px-2 text-xs text-muted">{words.further(further)}</p>
      )}
    </section>
  )
}
