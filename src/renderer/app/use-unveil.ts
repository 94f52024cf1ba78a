import { useEffect } from 'react'
import { isTyping } from '#renderer/lib/keys.ts'

const KEY = 'v'

/** Shows blurred pictures while the key is held (`styles/index.css`): no row has to be drawn again for it. */
export function useUnveil(): void {
  useEffect(() => {
    const root = document.documentElement
    const veil = (): void => root.removeAttribute('data-unveiled')
    const onKeyDown = (event: KeyboardEvent): void => {
      const isCombined = event.ctrlKey || event.metaKey || event.altKey
      if (event.key.toLowerCase() === KEY && !isCombined && !isTyping())
        root.setAttribute('data-unveiled', '')
    }
    const onKeyUp = ({ key }: KeyboardEvent): void => {
      if (key.toLowerCase() === KEY) veil()
    }
    window.addEventListener('keydown', onKeyDown)
    window.addEventListener('keyup', onKeyUp)
    // The key may be let go of in another window.
    window.addEventListener('blur', veil)
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      window.removeEventListener('keyup', onKeyUp)
      window.removeEventListener('blur', veil)
      veil()
    }
  }, [])
}
