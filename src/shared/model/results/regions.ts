import type { PictureSize } from '#shared/model/source-picture.ts'
import type { Point, TaskResult } from './task.ts'

/** A part of the source that a task names, by its corners in px of the picture. */
export interface Region {
  readonly id: string
  readonly kind: 'text' | 'document'
  readonly label: string
  readonly corners: readonly Point[]
}

/**
 * How the corners are meant when the camera stored the picture turned: as it is shown, or as its file holds it. The service
 * does not say which.
 */
export type RegionReading = 'shown' | 'stored'

const READINGS: readonly RegionReading[] = ['shown', 'stored']
/** Boxes reach over the edge of the picture by so much of its side: text is boxed with its margin. */
const TOLERANCE = 0.02

/** The id of a line of a text task; it counts through all areas. */
export const toLineId = (pointer: string, line: number): string => `${pointer} ${line}`

/** Everything that the tasks name places for. */
export const listRegions = (tasks: readonly TaskResult[]): readonly Region[] =>
  tasks.flatMap(readRegions).filter(({ corners }) => corners.length > 2)

function readRegions(task: TaskResult): readonly Region[] {
  if (task.kind === 'ocr') {
    return task.areas
      .flatMap(({ lines }) => lines)
      .map(({ text, box }, line) => ({
        id: toLineId(task.pointer, line),
        kind: 'text',
        label: text,
        corners: box,
      }))
  }
  if (task.kind === 'documentCorners')
    return [{ id: task.pointer, kind: 'document', label: '', corners: task.corners }]
  if (task.kind !== 'documentArea') return []
  const { x, y, width, height, pointer } = task
  const corners = [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ]
  return [{ id: pointer, kind: 'document', label: '', corners }]
}

/** The readings in which all regions lie within the picture; a picture that is not turned has one. */
export function findReadings(regions: readonly Region[], size: PictureSize): readonly RegionReading[] {
  const readings = size.orientation === 1 ? READINGS.slice(0, 1) : READINGS
  return readings.filter((reading) => {
    const { width, height } = toReadSize(size, reading)
    return regions.every(({ corners }) =>
      corners.every(({ x, y }) => isWithin(x / width) && isWithin(y / height)),
    )
  })
}

const isWithin = (share: number): boolean => share >= -TOLERANCE && share <= 1 + TOLERANCE

/** The corners as shares of the picture as it is shown: 0,0 is its upper left corner, 1,1 the lower right one. */
export function placeRegion(
  { corners }: Region,
  size: PictureSize,
  reading: RegionReading,
): readonly Point[] {
  const { width, height } = toReadSize(size, reading)
  const turn = reading === 'stored' ? (TURNS[size.orientation] ?? keep) : keep
  return corners.map(({ x, y }) => turn(x / width, y / height))
}

/** The size as it is shown: turned on its side from orientation 5 on. */
export const toShownSize = ({ width, height, orientation }: PictureSize): Omit<PictureSize, 'orientation'> =>
  orientation >= 5 ? { width: height, height: width } : { width, height }

const toReadSize = (size: PictureSize, reading: RegionReading): Omit<PictureSize, 'orientation'> =>
  reading === 'shown' ? toShownSize(size) : size

type Turn = (x: number, y: number) => Point

const keep: Turn = (x, y) => ({ x, y })

/** Where a point of the stored picture is shown, by EXIF orientation. */
const TURNS: Readonly<Record<number, Turn>> = {
  2: (x, y) => ({ x: 1 - x, y }),
  3: (x, y) => ({ x: 1 - x, y: 1 - y }),
  4: (x, y) => ({ x, y: 1 - y }),
  5: (x, y) => ({ x: y, y: x }),
  6: (x, y) => ({ x: 1 - y, y: x }),
  7: (x, y) => ({ x: 1 - y, y: 1 - x }),
  8: (x, y) => ({ x: y, y: 1 - x }),
}
