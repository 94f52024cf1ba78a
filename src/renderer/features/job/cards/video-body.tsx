/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a drawing, not a picture of its own. */
import { formatPercent } from '#shared/format/count.ts'
import { formatOffset } from '#shared/format/duration.ts'
import type { Segment } from '#shared/model/results/index.ts'
import { jobWords as words } from '#shared/text/job.ts'

interface VideoBodyProps {
  readonly segments: readonly Segment[]
  /** True when the segments show what is wrong with the video. */
  readonly alarming?: boolean
}

/**
 * The segments of a video on a time line and in a table. The line ends with the last segment, since the length
 * of the video is not known.
 */
export function VideoBody({ segments, alarming = false }: VideoBodyProps) {
  if (segments.length === 0) return alarming ? null : <p className="text-muted">{words.card.noSegments}</p>
  return (
    <>
      <TimeLine segments={segments} alarming={alarming} />
      <SegmentTable segments={segments} />
    </>
  )
}

function TimeLine({ segments, alarming }: Required<VideoBodyProps>) {
  const lengthMs = Math.max(1, ...segments.map((segment) => segment.endMs))
  return (
    <div>
      <div
        role="img"
        aria-label={words.card.timeline}
        className="relative h-6 overflow-hidden rounded bg-surface-3"
      >
        {segments.map(({ startMs, endMs, label }, at) => (
          <span
            // Two segments may have the same name and times; only their position tells them apart.
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            title={`${label ?? ''} ${formatOffset(startMs)} – ${formatOffset(endMs)}`.trim()}
            className={`absolute inset-y-0 min-w-0.5 ${alarming ? 'bg-red' : 'bg-accent'}`}
            style={{
              left: `${(startMs / lengthMs) * 100}%`,
              width: `${((endMs - startMs) / lengthMs) * 100}%`,
            }}
          />
        ))}
      </div>
      <div aria-hidden className="flex justify-between text-xs text-muted">
        <span>{formatOffset(0)}</span>
        <span>{formatOffset(lengthMs)}</span>
      </div>
    </div>
  )
}

function SegmentTable({ segments }: Pick<VideoBodyProps, 'segments'>) {
  const hasLabels = segments.some((segment) => segment.label !== null)
  const hasConfidence = segments.some((segment) => segment.confidence !== null)
  return (
    <table className="selectable w-full border-collapse">
      <thead>
        <tr className="text-left text-muted">
          <th scope="col" className="w-20 py-1 font-normal">
            {words.card.from}
          </th>
          <th scope="col" className="w-20 py-1 font-normal">
            {words.card.to}
          </th>
          {hasLabels && (
            <th scope="col" className="py-1 font-normal">
              {words.card.what}
            </th>
          )}
          {hasConfidence && (
            <th scope="col" className="py-1 text-right font-normal">
              {words.card.sure}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {segments.map(({ startMs, endMs, label, confidence }, at) => (
          // oxlint-disable-next-line react/no-array-index-key
          <tr key={at} className="border-t border-line">
            <td className="py-1">{formatOffset(startMs)}</td>
            <td className="py-1">{formatOffset(endMs)}</td>
            {hasLabels && <td className="py-1">{label}</td>}
            {hasConfidence && (
              <td className="py-1 text-right">{confidence === null ? '' : formatPercent(confidence)}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
