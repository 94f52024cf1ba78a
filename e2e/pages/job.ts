import type { Locator, Page } from '@playwright/test'

type JobTab = 'Summary' | 'JSON' | 'Text' | 'Files' | 'Request'

/** A job, in the panel or on the whole screen. */
export interface JobView {
  readonly view: Locator
  /** The bytes received, under Text. */
  readonly text: Locator
  readonly jobidField: Locator
  /** The word of its state, in its head. */
  state(word: string): Locator
  tab(name: JobTab): Promise<void>
  /** Presses a button of it. */
  press(button: string): Promise<void>
  /** The requests under Request, as they were sent, secrets cut. */
  requests(): Promise<readonly string[]>
}

export function jobViewOf(page: Page): JobView {
  const view = page.getByRole('region', { name: /^Job on / })
  const tab = (name: JobTab): Promise<void> => view.getByRole('tab', { name }).click()
  return {
    view,
    text: view.getByRole('region', { name: 'Text of the result' }),
    jobidField: view.getByRole('textbox', { name: 'Job id' }),
    state: (word) => view.getByRole('banner').or(view.locator('header')).getByText(word, { exact: true }),
    tab,
    press: (button) => view.getByRole('button', { name: button, exact: true }).click(),
    async requests() {
      await tab('Request')
      await view.getByText('Policy and signature are cut.').waitFor()
      return view.getByRole('tabpanel').getByRole('code').allTextContents()
    },
  }
}
