import { useState } from 'react'
import { RotateCw } from 'lucide-react'
import { useVeiledAlt, VeilHint } from '#renderer/pictures/veil.tsx'
import { toPictureUrl, type ShownPicture } from '#renderer/stores/pictures/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import { toShownSize } from '#shared/model/results/index.ts'
import { pictureWords as words } from '#shared/text/pictures.ts'
import { RegionLayer, type PlacedRegion } from './region-layer.tsx'

interface SourcePictureProps {
  readonly jobId: string
  readonly shown: ShownPicture
  readonly placed: readonly PlacedRegion[]
  /** Takes the other reading of the boxes; null where there is none. */
  readonly onTurnBoxes: (() => void) | null
}

/** The source of a job as a picture, with the places that its result names; or why there is none. */
export function SourcePicture({ jobId, shown, placed, onTurnBoxes }: SourcePictureProps) {
  const { picture, fetchedFrom, error, again } = shown
  const [brokenFor, setBrokenFor] = useState<string | null>(null)
  const alt = useVeiledAlt(words.label)
  if (fetchedFrom !== undefined) {
    return (
      <p className="flex items-center gap-2 text-muted">
        <Spinner label={words.loading(fetchedFrom)} />
        <span aria-hidden className="min-w-0 wrap-anywhere">
          {words.loading(fetchedFrom)}
        </span>
      </p>
    )
  }
  const problem = picture?.kind === 'none' ? picture.error : error
  if (problem !== null) {
    return (
      <div className="flex flex-wrap items-center gap-2 text-muted">
        <span className="min-w-0 wrap-anywhere">{`${problem.message} ${problem.advice}`.trim()}</span>
        {RETRIED.has(problem.code) && (
          <Button small onClick={again}>
            {words.again}
          </Button>
        )}
      </div>
    )
  }
  if (picture?.kind !== 'kept' || brokenFor === jobId) return null
  const size = picture.size === null ? null : toShownSize(picture.size)
  return (
    <figure aria-label={words.label} className="flex min-w-0 flex-col items-start gap-1">
      <div className="relative max-w-full overflow-hidden rounded bg-surface-3">
        <img
          src={toPictureUrl(jobId)}
          alt={alt}
          draggable={false}
          decoding="async"
          style={size === null ? undefined : { aspectRatio: `${size.width} / ${size.height}` }}
          className="block max-h-60 w-auto max-w-full low:max-h-36 @min-[900px]:max-h-[60vh]"
          onError={() => setBrokenFor(jobId)}
        />
        {placed.length > 0 && <RegionLayer placed={placed} />}
        <VeilHint />
      </div>
      <figcaption className="flex min-h-6 flex-wrap items-center gap-2 text-xs text-muted">
        {size !== null && words.original(size.width, size.height)}
        {onTurnBoxes !== null && (
          <Button small variant="plain" icon={RotateCw} title={words.turnBoxesMeaning} onClick={onTurnBoxes}>
            {words.turnBoxes}
          </Button>
        )}
      </figcaption>
    </figure>
  )
}

/** What may go better another time. */
const RETRIED: ReadonlySet<string> = new Set([
  'picture.refused',
  'picture.tooManyRedirects',
  'picture.damaged',
])
