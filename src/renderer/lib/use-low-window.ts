import { useSyncExternalStore } from 'react'

/** At 200 % zoom a window of 1280×800 is 400 px high: lists show one line a row then (`low:` in the styles). */
const LOW_WINDOW = '(height <= 520px)'

/** Is the window so low that a list would show only a few rows of two lines? */
export const useIsLowWindow = (): boolean => useSyncExternalStore(subscribe, readIsLow)

const readIsLow = (): boolean => matchMedia(LOW_WINDOW).matches

function subscribe(onChange: () => void): () => void {
  const query = matchMedia(LOW_WINDOW)
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}
