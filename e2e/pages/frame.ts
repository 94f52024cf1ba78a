import type { Locator, Page } from '@playwright/test'

type Place = 'Run' | 'History' | 'Workflows' | 'Connections' | 'Settings'

/** What stands around every screen. */
export interface Frame {
  readonly main: Locator
  /** Notices of the whole app, a recovered window, jobs from last time. */
  readonly notices: Locator
  readonly goTo: (place: Place) => Promise<void>
  /** Makes a connection the active one. */
  switchTo(connection: string): Promise<void>
  /** Chooses a theme under Settings. */
  theme(name: 'As the system' | 'Light' | 'Dark'): Promise<void>
}

export function frameOf(page: Page): Frame {
  const navigation = page.getByRole('navigation', { name: 'Screens' })
  const goTo = (place: Place): Promise<void> =>
    navigation.getByRole('button', { name: place, exact: true }).click()
  return {
    main: page.getByRole('main'),
    notices: page.getByRole('region', { name: 'Notices' }),
    goTo,
    async switchTo(connection) {
      await navigation.getByRole('button', { name: /^Connection: / }).click()
      await page.getByRole('menuitem', { name: connection }).click()
      await navigation.getByRole('button', { name: `Connection: ${connection}. Change` }).waitFor()
    },
    async theme(name) {
      await goTo('Settings')
      await page.getByRole('radio', { name, exact: true }).check()
    },
  }
}
