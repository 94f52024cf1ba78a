import { useCallback } from 'react'
import { useSettings } from '#renderer/stores/settings/index.ts'
import { DEFAULT_COLUMNS, type ColumnLayout } from '#shared/model/columns/index.ts'

/** The columns of lists of jobs, and the function that changes them: they are kept as a setting. */
export function useJobLayout(): readonly [
  ColumnLayout,
  (change: (layout: ColumnLayout) => ColumnLayout) => void,
] {
  const layout = useSettings(({ settings }) => settings?.jobColumns ?? DEFAULT_COLUMNS)
  const change = useCallback((next: (layout: ColumnLayout) => ColumnLayout): void => {
    const { settings, set } = useSettings.getState()
    void set({ jobColumns: [...next(settings?.jobColumns ?? DEFAULT_COLUMNS)] })
  }, [])
  return [layout, change]
}
