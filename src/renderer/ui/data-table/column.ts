import type { ReactNode } from 'react'

/** A column of a table. */
export interface Column<Row> {
  readonly id: string
  readonly label: string
  /** A track of CSS grid: `112px`, `minmax(140px, 1fr)`; 12 px of it are the gap to the next. */
  readonly width: string
  readonly align?: 'right'
  /** Px from the left edge at which it stays while the others scroll. */
  readonly pinnedAt?: number
  /** It can be sorted by. */
  readonly canSort?: boolean
  /** Stands in a flex row that leaves 12 px at its end: long text truncates by itself. */
  readonly cell: (row: Row) => ReactNode
}

/** By which column a table is sorted. */
export interface TableSort {
  readonly columnId: string
  readonly direction: 'asc' | 'desc'
}

/** Px at the left and the right of each row. */
export const ROW_PADDING_PX = 16

const toGridTracks = (columns: readonly Column<never>[]): string =>
  columns.map((column) => column.width).join(' ')

/** The px that a column has at least. */
const findLeastWidth = (width: string): number => Number(/\d+(?=px)/.exec(width)?.[0] ?? 0)

/** Where the columns stand, for the header and the rows alike; narrower than this the table scrolls. */
export const toTrackStyle = (columns: readonly Column<never>[]): Record<string, string> => ({
  '--tracks': toGridTracks(columns),
  '--least-width': `${columns.reduce((sum, { width }) => sum + findLeastWidth(width), 2 * ROW_PADDING_PX)}px`,
})

/** A cell stands in its column, and stays there when the column is pinned. The first pinned one covers the edge of the row. */
export function placeCell({ pinnedAt }: Column<never>, at: number) {
  const place = { gridRow: 1, gridColumn: at + 1 }
  if (pinnedAt === undefined) return { className: '', style: place }
  return {
    className:
      pinnedAt === 0
        ? 'sticky z-1 -ml-4 border-r border-line bg-inherit pl-4'
        : 'sticky z-1 border-r border-line bg-inherit pl-2',
    style: { ...place, left: pinnedAt },
  }
}
