/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a drawing, not a picture of its own. */
import { formatPercent } from '#shared/format/count.ts'
import { formatOffset } from '#shared/format/duration.ts'
import type { Segment } from '#shared/model/results/index.ts'
import { jobWords as words } from '#shared/text/job.ts'

interface VideoBodyProps {
  readonly segments: readonly Segment[]
  /** The segments are what is wrong with the video. */
  readonly alarming?: boolean
}

/** Segments on a time line of 24 px, and as a table. The line ends with the last of them: the length is not told. */
export function VideoBody({ segments, alarming = false }: VideoBodyProps) {
  if (segments.length === 0) return alarming ? null : <p className="text-muted">{words.card.noSegments}</p>
  const end = Math.max(1, ...segments.map((segment) => segment.endMs))
  const named = segments.some((segment) => segment.label !== null)
  const sure = segments.some((segment) => segment.confidence !== null)
  return (
    <>
      <div>
        <div
          role="img"
          aria-label={words.card.timeline}
          className="relative h-6 overflow-hidden rounded bg-surface-3"
        >
          {segments.map(({ startMs, endMs, label }, at) => (
            <span
              // Segments may have the same name and times.
              // oxlint-disable-next-line react/no-array-index-key
              key={at}
              title={`${label ?? ''} ${formatOffset(startMs)} – ${formatOffset(endMs)}`.trim()}
              className={`absolute inset-y-0 min-w-0.5 ${alarming ? 'bg-red' : 'bg-accent'}`}
              style={{ left: `${(startMs / end) * 100}%`, width: `${((endMs - startMs) / end) * 100}%` }}
            />
          ))}
        </div>
        <div aria-hidden className="flex justify-between text-xs text-muted">
          <span>{formatOffset(0)}</span>
          <span>{formatOffset(end)}</span>
        </div>
      </div>
      <table className="selectable w-full border-collapse">
        <thead>
          <tr className="text-left text-muted">
            <th scope="col" className="w-20 py-1 font-normal">
              {words.card.from}
            </th>
            <th scope="col" className="w-20 py-1 font-normal">
              {words.card.to}
            </th>
            {named && (
              <th scope="col" className="py-1 font-normal">
                {words.card.what}
              </th>
            )}
            {sure && (
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
              {named && <td className="py-1">{label}</td>}
              {sure && (
                <td className="py-1 text-right">{confidence === null ? '' : formatPercent(confidence)}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
