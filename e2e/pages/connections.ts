import type { Locator, Page } from '@playwright/test'
import { createAppFrame } from './frame.ts'

export type TypedSecurity =
  | { readonly kind: 'none' }
  | { readonly kind: 'policy'; readonly policy: string; readonly signature: string }
  | { readonly kind: 'secret'; readonly appSecret: string }

interface TypedConnection {
  readonly name: string
  readonly apiKey: string
  /** One address for all three hosts. */
  readonly url: string
  readonly security: TypedSecurity
}

/** The Connections screen and its form. */
export interface ConnectionsScreen {
  open(): Promise<void>
  row(name: string): Locator
  /** Fills the form of a new connection, saves it and makes it the active one. */
  add(connection: TypedConnection): Promise<void>
  /** Opens the form of a connection, types another security, saves. */
  changeSecurity(name: string, security: TypedSecurity): Promise<void>
  /** Opens the form of a connection, types limits (empty: none), saves. */
  changeLimits(name: string, limits: Readonly<Record<string, string>>): Promise<void>
  /** Presses Test. Returns the lines of its report. */
  test(name: string, handle?: string): Promise<Locator>
}

export function createConnectionsScreen(page: Page): ConnectionsScreen {
  const { main, goTo } = createAppFrame(page)
  const field = (name: string): Locator => main.getByRole('textbox', { name, exact: true })
  const row = (name: string): Locator =>
    main
      .getByRole('list', { name: 'Connections' })
      .getByRole('listitem')
      .filter({ has: page.getByTitle(name, { exact: true }) })

  const typeSecurity = async (security: TypedSecurity): Promise<void> => {
    switch (security.kind) {
      case 'none':
        await main.getByRole('radio', { name: 'None' }).check()
        break
      case 'policy':
        await main.getByRole('radio', { name: 'Policy and signature' }).check()
        await field('Policy').fill(security.policy)
        await field('Signature').fill(security.signature)
        break
      case 'secret':
        await main.getByRole('radio', { name: 'App secret' }).check()
        await field('App secret').fill(security.appSecret)
        break
    }
  }
  const save = async (name: string): Promise<void> => {
    await main.getByRole('button', { name: 'Save' }).click()
    await row(name).waitFor()
  }
  return {
    row,
    open: () => goTo('Connections'),
    async add({ name, apiKey, url, security }) {
      await goTo('Connections')
      await main.getByRole('button', { name: 'Add a connection' }).click()
      await field('Name').fill(name)
      await field('API key').fill(apiKey)
      await typeSecurity(security)
      await main.getByRole('button', { name: 'Advanced' }).click()
      for (const host of ['CDN host', 'API host', 'Upload host']) await field(host).fill(url)
      await save(name)
      await row(name).getByRole('button', { name: 'Use', exact: true }).click()
      await row(name).getByText('In use').waitFor()
    },
    async changeSecurity(name, security) {
      await goTo('Connections')
      await row(name)
        .getByRole('button', { name: `Edit ${name}` })
        .click()
      await typeSecurity(security)
      await save(name)
    },
    async changeLimits(name, limits) {
      await goTo('Connections')
      await row(name)
        .getByRole('button', { name: `Edit ${name}` })
        .click()
      const advanced = main.getByRole('button', { name: 'Advanced' })
      if ((await advanced.getAttribute('aria-expanded')) !== 'true') await advanced.click()
      for (const [label, value] of Object.entries(limits)) await field(label).fill(value)
      await save(name)
    },
    async test(name, handle) {
      const open = row(name).getByRole('button', { name: 'Test this connection' })
      if (await open.isVisible()) await open.click()
      if (handle !== undefined)
        await row(name)
          .getByRole('textbox', { name: /^Handle to test/ })
          .fill(handle)
      await row(name).getByRole('button', { name: 'Test', exact: true }).click()
      return row(name).getByRole('list', { name: 'What the test showed' }).getByRole('listitem')
    },
  }
}
