import type { Locator, Page } from '@playwright/test'

/** A list of jobs, on History or under a running batch. */
export interface JobList {
  readonly grid: Locator
  readonly rows: Locator
  row(source: string): Locator
  /** Rows in a state, by its word. */
  inState(word: string): Locator
  /** Selects a row, so that its panel shows. */
  choose(source: string): Promise<void>
  openFullScreen(source: string): Promise<void>
  /** Chooses an entry of the row's menu. */
  chooseFromMenu(source: string, action: string): Promise<void>
}

export function createJobList(page: Page): JobList {
  const grid = page.getByRole('grid', { name: 'Jobs' })
  const rows = grid.getByRole('rowgroup').getByRole('row')
  const row = (source: string): Locator => rows.filter({ has: page.getByTitle(source, { exact: true }) })
  return {
    grid,
    rows,
    row,
    inState: (word) => rows.filter({ has: page.getByText(word, { exact: true }) }),
    choose: (source) => row(source).click(),
    openFullScreen: (source) => row(source).dblclick(),
    async chooseFromMenu(source, action) {
      await row(source).hover()
      await row(source).getByRole('button', { name: 'More for this job' }).click()
      await page.getByRole('menuitem', { name: action }).click()
    },
  }
}
