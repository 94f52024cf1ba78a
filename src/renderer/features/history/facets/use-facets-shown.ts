import { useState } from 'react'
import { useIsNarrowWindow } from '#renderer/lib/use-narrow-window.ts'
import { useHistoryView } from '#renderer/stores/history-view/index.ts'
import { useSettings } from '#renderer/stores/settings/index.ts'

interface FacetsShown {
  readonly isShown: boolean
  readonly isOverList: boolean
  readonly toggle: () => void
}

/** Whether the values are shown. Beside the list that is remembered; where there is no room beside it, they lie over it for once. */
export function useFacetsShown(): FacetsShown {
  const isNarrow = useIsNarrowWindow()
  const hasPanel = useHistoryView((view) => view.selectedId !== null)
  const isKept = useSettings((store) => store.settings?.facetsShown ?? false)
  const set = useSettings((store) => store.set)
  const [isOpenOver, setIsOpenOver] = useState(false)
  if (isNarrow || hasPanel)
    return { isShown: isOpenOver, isOverList: true, toggle: () => setIsOpenOver(!isOpenOver) }
  return {
    isShown: isKept,
    isOverList: false,
    toggle() {
      setIsOpenOver(false)
      void set({ facetsShown: !isKept })
    },
  }
}
