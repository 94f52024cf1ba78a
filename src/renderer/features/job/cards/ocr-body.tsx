/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a drawing, not a picture of its own. */
import { useRegions } from '#renderer/features/job/source/regions-context.ts'
import { useApp } from '#renderer/stores/app/index.ts'
import type { TaskOfKind } from './shown-tasks.ts'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { cx } from '#renderer/ui/cx.ts'
import { toLineId, type Point, type TextLine } from '#shared/model/results/index.ts'
import { jobWords as words } from '#shared/text/job.ts'

/** Lines that the card shows. A longer text can be copied, or read in the JSON tab. */
const MAX_LINES_SHOWN = 200

/**
 * The recognised text: its lines, and their boxes on an empty frame where they are not drawn on the picture. Pointing at a line
 * highlights its box.
 */
export function OcrBody({ task: { text, areas, pointer } }: { readonly task: TaskOfKind<'ocr'> }) {
  const copy = useApp((store) => store.copy)
  const { onPicture, highlighted: highlightedId, highlight } = useRegions()
  const lines = areas.flatMap((area) => area.lines).slice(0, MAX_LINES_SHOWN)
  const idOf = (line: number): string => toLineId(pointer, line)
  const highlighted = lines.findIndex((_, line) => idOf(line) === highlightedId)
  const setHighlighted = (line: number | null): void => highlight(line === null ? null : idOf(line))
  const isFramed = lines.some((line, at) => line.box.length > 0 && !onPicture.has(idOf(at)))
  if (text.trim() === '' && lines.length === 0) return <p className="text-muted">{words.card.noText}</p>
  return (
    <>
      <div className="flex flex-wrap items-start gap-3">
        {isFramed && <TextFrame lines={lines} highlighted={highlighted} onHighlight={setHighlighted} />}
        {lines.length > 0 ? (
          <ol className="max-h-72 min-w-40 grow basis-0 overflow-y-auto">
            {lines.map((line, at) => (
              <li
                // Two lines may have the same text; only their position tells them apart.
                // oxlint-disable-next-line react/no-array-index-key
                key={at}
                onPointerEnter={() => setHighlighted(at)}
                onPointerLeave={() => setHighlighted(null)}
                className={cx(
                  'selectable rounded px-1.5 wrap-anywhere',
                  highlighted === at && 'bg-accent-soft',
                )}
              >
                {line.text}
              </li>
            ))}
          </ol>
        ) : (
          <p className="selectable max-h-72 grow overflow-y-auto whitespace-pre-wrap">{text}</p>
        )}
      </div>
      <div>
        <CopyButton small label={words.card.copyText} onCopy={() => copy(text)} />
      </div>
    </>
  )
}

interface TextFrameProps {
  readonly lines: readonly TextLine[]
  /** -1 for none. */
  readonly highlighted: number
  readonly onHighlight: (line: number | null) => void
}

function TextFrame({ lines, highlighted, onHighlight }: TextFrameProps) {
  const corners = lines.flatMap((line) => line.box)
  const most = (pick: (point: Point) => number): number => Math.max(1, ...corners.map(pick))
  const least = (pick: (point: Point) => number): number => Math.min(...corners.map(pick))
  const [left, top] = [
    Math.max(
      0,
      least((point) => point.x),
    ),
    Math.max(
      0,
      least((point) => point.y),
    ),
  ]
  // The margins at the right and below are as wide as those at the left and above.
  const width = most((point) => point.x) + left
  const height = most((point) => point.y) + top
  return (
    <svg
      role="img"
      aria-label={words.card.textFrame}
      viewBox={`0 0 ${width} ${height}`}
      className="max-h-72 w-2/5 min-w-32 shrink-0 rounded border border-line bg-surface-2"
    >
      {lines.map((line, at) => (
        <polygon
          // oxlint-disable-next-line react/no-array-index-key
          key={at}
          points={line.box.map(({ x, y }) => `${x},${y}`).join(' ')}
          onPointerEnter={() => onHighlight(at)}
          onPointerLeave={() => onHighlight(null)}
          className={highlighted === at ? 'fill-accent stroke-accent' : 'fill-accent-soft stroke-accent'}
          strokeWidth="1"
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  )
}
