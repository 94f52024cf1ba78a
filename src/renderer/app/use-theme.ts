import { useEffect } from 'react'
import { useSettings } from '#renderer/stores/settings/index.ts'

/** Applies the chosen theme to the page. With `system`, `light-dark()` in tokens.css follows the system. */
export function useTheme(): void {
  const theme = useSettings((store) => store.settings?.theme ?? 'system')
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
  }, [theme])
}
