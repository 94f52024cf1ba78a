import type { TaskOfKind } from './shown-tasks.ts'
import { formatCount } from '#shared/format/count.ts'
import { resultWords } from '#shared/text/results.ts'

/** The body of a document detection: whether there is one, and its corners in pixels. */
export function CornersBody({
  task: { detected, corners },
}: {
  readonly task: TaskOfKind<'documentCorners'>
}) {
  return (
    <>
      <p className="text-md">{resultWords.documentCorners(detected)}</p>
      {corners.length > 0 && (
        <p className="selectable text-muted">
          {corners.map(({ x, y }) => `${formatCount(x)}, ${formatCount(y)} px`).join(' · ')}
        </p>
      )}
    </>
  )
}
