/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a drawing over a picture, not a picture of its own. */
import { cx } from '#renderer/ui/cx.ts'
import type { Point, Region } from '#shared/model/results/index.ts'
import { pictureWords as words } from '#shared/text/pictures.ts'
import { useRegions } from './regions-context.ts'

export interface PlacedRegion {
  readonly region: Region
  /** As shares of the picture. */
  readonly corners: readonly Point[]
}

/** The regions, drawn over the picture. Pointing at one highlights it here and on its card. */
export function RegionLayer({ placed }: { readonly placed: readonly PlacedRegion[] }) {
  const { highlighted, highlight } = useRegions()
  const texts = placed.filter(({ region }) => region.kind === 'text').length
  return (
    <svg
      role="img"
      aria-label={words.regions(texts, placed.length - texts)}
      viewBox="0 0 1 1"
      preserveAspectRatio="none"
      className="absolute inset-0 size-full overflow-visible"
    >
      {placed.map(({ region: { id, kind, label }, corners }) => (
        <polygon
          key={id}
          data-region={id}
          points={corners.map(({ x, y }) => `${x},${y}`).join(' ')}
          onPointerEnter={() => highlight(id)}
          onPointerLeave={() => highlight(null)}
          className={cx(
            'stroke-accent',
            kind === 'document' ? 'pointer-events-none fill-transparent' : 'fill-accent/15',
            highlighted === id && 'fill-accent/45',
          )}
          strokeWidth={kind === 'document' ? 2 : 1}
          vectorEffect="non-scaling-stroke"
        >
          <title>{label}</title>
        </polygon>
      ))}
    </svg>
  )
}
