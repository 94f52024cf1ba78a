interface UndrawnRowsProps {
  /** Px from the upper edge of the rendered rows. */
  readonly top: number
  readonly count: number
  readonly rowHeight: number
}

/** Stands for rows in sight that are being loaded or come in the next frames: one element for all of them. */
export function UndrawnRows({ top, count, rowHeight }: UndrawnRowsProps) {
  if (count <= 0) return null
  return (
    <div
      aria-hidden
      className="absolute inset-x-4 bg-[linear-gradient(transparent_calc(50%-4px),var(--color-surface-3)_0,var(--color-surface-3)_calc(50%+4px),transparent_0)] bg-repeat-y"
      style={{ top, height: count * rowHeight, backgroundSize: `60% ${rowHeight}px` }}
    />
  )
}
