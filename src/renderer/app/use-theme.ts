import { useEffect } from 'react'
import { useSettings } from '#renderer/stores/settings/index.ts'

/** Puts the chosen theme on the page; `system` leaves it to the system (`light-dark()` in tokens.css). */
export function useTheme(): void {
  const theme = useSettings((store) => store.settings?.theme ?? 'system')
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
  }, [theme])
}
