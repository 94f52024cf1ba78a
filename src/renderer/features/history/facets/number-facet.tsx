import { useMemo } from 'react'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { toJobFilterInput, useHistoryView } from '#renderer/stores/history-view/index.ts'
import {
  readRange,
  replaceBounds,
  withoutBounds,
  type NumberRange,
} from '#renderer/stores/history-view/facet-conditions.ts'
import { useNumbers } from '#renderer/stores/jobs/use-count.ts'
import { cx } from '#renderer/ui/cx.ts'
import { Histogram, type BarRange } from '#renderer/ui/histogram.tsx'
import { formatBytes } from '#shared/format/bytes.ts'
import { formatDuration } from '#shared/format/duration.ts'
import type { NumberColumn } from '#shared/model/facets.ts'
import { joinQuery } from '#shared/model/query/index.ts'
import { facetWords as words } from '#shared/text/facets.ts'

/** How a number of the listed jobs lies. A range that is dragged over it is a condition of the query. */
export function NumberFacet({ column }: { readonly column: NumberColumn }) {
  const view = useHistoryView()
  const { conditions, text, search } = view
  const activeId = useConnections((store) => store.activeId)
  const title = column.kind === 'tag' ? words.numbers.tag(column.name) : words.numbers[column.kind]
  const filter = useMemo(() => {
    const rest = { conditions: withoutBounds(conditions, column), rest: text }
    return toJobFilterInput({ ...view, query: joinQuery(rest) }, activeId)
  }, [view, conditions, text, column, activeId])
  const { counted, isOld } = useNumbers(filter, column)
  const spread = counted?.spread
  if (spread === null || spread === undefined) return null
  const { edges, bars, least, median, most } = spread
  const format = (number: number): string => formatNumber(column, number)
  const choose = ([from, to]: BarRange): void => {
    const range: NumberRange = {
      from: from === 0 ? null : (edges[from] ?? null),
      below: to >= bars.length ? null : (edges[to] ?? null),
    }
    search(joinQuery({ conditions: replaceBounds(conditions, column, range), rest: text }))
  }
  return (
    <section aria-label={title} className={cx('flex flex-col gap-1 px-2', isOld && 'opacity-60')}>
      <h3 className="truncate text-xs text-muted" title={title}>
        {title}
      </h3>
      <Histogram
        bars={bars}
        range={toBarRange(edges, readRange(conditions, column))}
        onRange={choose}
        endLabels={[words.from(title), words.to(title)]}
        describeEdge={(place) =>
          place === 0 || place >= bars.length ? words.noBound : format(edges[place] ?? 0)
        }
      />
      <dl className="flex justify-between gap-2 text-xs">
        {(
          [
            [words.least, least],
            [words.median, median],
            [words.most, most],
          ] as const
        ).map(([name, number]) => (
          <div key={name} className="flex min-w-0 flex-col">
            <dt className="text-muted">{name}</dt>
            <dd className="truncate">{format(number)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** The bars that a range leaves, those that it cuts included. */
function toBarRange(edges: readonly number[], { from, below }: NumberRange): BarRange {
  const last = Math.max(1, edges.length - 1)
  const first = from === null ? 0 : edges.findLastIndex((edge) => edge <= from)
  const end = below === null ? last : edges.findIndex((edge) => edge >= below)
  const begin = Math.min(last - 1, Math.max(0, first))
  return [begin, Math.max(begin + 1, end === -1 ? last : Math.min(last, end))]
}

function formatNumber(column: NumberColumn, number: number): string {
  if (column.kind === 'took') return number < 1000 ? `${Math.round(number)} ms` : formatDuration(number)
  if (column.kind === 'size') return formatBytes(number)
  return number.toLocaleString('en')
}
