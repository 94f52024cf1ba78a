import type { Locator, Page } from '@playwright/test'

type ScreenName = 'Run' | 'History' | 'Workflows' | 'Connections' | 'Settings'

/** What is around every screen: navigation, notices, the active connection. */
export interface AppFrame {
  readonly main: Locator
  /** Notices of the whole app: a recovered window, a damaged file. */
  readonly notices: Locator
  readonly goTo: (screen: ScreenName) => Promise<void>
  /** Makes a connection the active one. */
  switchTo(connection: string): Promise<void>
  /** Chooses a theme under Settings. */
  chooseTheme(name: 'As the system' | 'Light' | 'Dark'): Promise<void>
}

export function createAppFrame(page: Page): AppFrame {
  const navigation = page.getByRole('navigation', { name: 'Screens' })
  const goTo = (screen: ScreenName): Promise<void> =>
    navigation.getByRole('button', { name: screen, exact: true }).click()
  return {
    main: page.getByRole('main'),
    notices: page.getByRole('region', { name: 'Notices' }),
    goTo,
    async switchTo(connection) {
      await navigation.getByRole('button', { name: /^Connection: / }).click()
      await page.getByRole('menuitem', { name: connection }).click()
      await navigation.getByRole('button', { name: `Connection: ${connection}. Change` }).waitFor()
    },
    async chooseTheme(name) {
      await goTo('Settings')
      await page.getByRole('radio', { name, exact: true }).check()
    },
  }
}
