/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a drawing, not a picture of its own. */
import { useRegions } from '#renderer/features/job/source/regions-context.ts'
import type { TaskOfKind } from './shown-tasks.ts'
import { formatCount } from '#shared/format/count.ts'
import { jobWords as words } from '#shared/text/job.ts'

/** The body of a document area: its numbers, and its box on an empty frame where it is not drawn on the picture. */
export function AreaBody({
  task: { x, y, width, height, pointer },
}: {
  readonly task: TaskOfKind<'documentArea'>
}) {
  const { onPicture } = useRegions()
  const margin = Math.max(width, height) * 0.06
  const right = x + width + Math.max(margin, x)
  const bottom = y + height + Math.max(margin, y)
  const numbers = [
    [words.card.x, x],
    [words.card.y, y],
    [words.card.width, width],
    [words.card.height, height],
  ] as const
  return (
    <div className="flex items-start gap-4">
      {!onPicture.has(pointer) && (
        <svg
          role="img"
          aria-label={words.card.area(x, y, width, height)}
          viewBox={`0 0 ${right} ${bottom}`}
          className="h-36 max-w-48 shrink-0 rounded border border-line bg-surface-2"
        >
          <rect
            x={x}
            y={y}
            width={width}
            height={height}
            className="fill-accent-soft stroke-accent"
            strokeWidth="2"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
      )}
      <dl className="selectable grid grid-cols-[auto_auto] gap-x-3 gap-y-1">
        {numbers.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="text-right">{formatCount(value)} px</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
