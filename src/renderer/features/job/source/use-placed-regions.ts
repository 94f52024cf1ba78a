import { useMemo, useState } from 'react'
import type { ShownTask } from '#renderer/features/job/cards/shown-tasks.ts'
import type { ShownPicture } from '#renderer/stores/pictures/index.ts'
import {
  findReadings,
  listRegions,
  placeRegion,
  type Region,
  type RegionReading,
} from '#shared/model/results/index.ts'
import type { PictureSize } from '#shared/model/source-picture.ts'
import type { PlacedRegion } from './region-layer.tsx'

/** Drawn on one picture; the card of a longer text shows its first lines, too. */
const MAX_REGIONS = 200

const NONE: readonly PlacedRegion[] = []

/** All regions in the chosen reading, or in the first that is possible; and the reading that is possible besides. */
function placeAll(regions: readonly Region[], size: PictureSize | null, chosen: RegionReading | null) {
  const readings = size === null || regions.length === 0 ? [] : findReadings(regions, size)
  const reading = readings.find((one) => one === chosen) ?? readings[0]
  if (size === null || reading === undefined) return { placed: NONE, other: undefined }
  const placed = regions.map((region) => ({ region, corners: placeRegion(region, size, reading) }))
  return { placed, other: readings.find((one) => one !== reading) }
}

/** The regions of a result on the picture of its source, and the way to the other reading, where there are two. */
export function usePlacedRegions(tasks: readonly ShownTask[], { picture }: ShownPicture) {
  const [chosen, setChosen] = useState<RegionReading | null>(null)
  const size = picture?.kind === 'kept' ? picture.size : null
  const regions = useMemo(() => listRegions(tasks).slice(0, MAX_REGIONS), [tasks])
  const { placed, other } = useMemo(() => placeAll(regions, size, chosen), [regions, size, chosen])
  return { placed, turn: other === undefined ? null : () => setChosen(other) }
}
