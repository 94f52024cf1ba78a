import type { ReactNode } from 'react'

/** A column of a table. */
export interface Column<Row> {
  readonly id: string
  readonly label: string
  /** A track of CSS grid: `112px`, `minmax(140px, 1fr)`; 12 px of it are the gap to the next. */
  readonly width: string
  readonly align?: 'right'
  /** Stands in a flex row that leaves 12 px at its end: long text truncates by itself. */
  readonly cell: (row: Row) => ReactNode
}

export const toGridTracks = (columns: readonly Column<never>[]): string =>
  columns.map((column) => column.width).join(' ')
