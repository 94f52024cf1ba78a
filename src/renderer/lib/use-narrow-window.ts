import { useSyncExternalStore } from 'react'

/** Under this width, panels lie over a list instead of beside it. */
const NARROW_WINDOW = '(width <= 1100px)'

/** Is the window so narrow that a list has no room for a panel beside it? */
export const useIsNarrowWindow = (): boolean => useSyncExternalStore(subscribe, readIsNarrow)

const readIsNarrow = (): boolean => matchMedia(NARROW_WINDOW).matches

function subscribe(onChange: () => void): () => void {
  const query = matchMedia(NARROW_WINDOW)
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}
