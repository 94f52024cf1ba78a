import type { Locator, Page } from '@playwright/test'

type JobTab = 'Summary' | 'JSON' | 'Text' | 'Files' | 'Request'

/** A job, in the panel or on the whole screen. */
export interface JobView {
  readonly view: Locator
  /** The received bytes, on the tab Text. */
  readonly text: Locator
  readonly remoteJobIdField: Locator
  /** The word of its state, in its head. */
  state(word: string): Locator
  tab(name: JobTab): Promise<void>
  /** Presses a button of the job. */
  press(button: string): Promise<void>
  /** The requests on the tab Request, as they were sent, with secrets cut. */
  requests(): Promise<readonly string[]>
}

export function createJobView(page: Page): JobView {
  const view = page.getByRole('region', { name: /^Job on / })
  const tab = (name: JobTab): Promise<void> => view.getByRole('tab', { name }).click()
  return {
    view,
    text: view.getByRole('region', { name: 'Text of the result' }),
    remoteJobIdField: view.getByRole('textbox', { name: 'Job id' }),
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
