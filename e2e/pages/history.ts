import type { Locator, Page } from '@playwright/test'
import { createAppFrame } from './frame.ts'
import { createJobList, type JobList } from './job-list.ts'

/** The History screen. */
export interface HistoryScreen {
  readonly jobs: JobList
  readonly search: Locator
  readonly filters: Locator
  readonly columnsButton: Locator
  /** A condition of the query, as a chip. */
  readonly chip: (condition: string) => Locator
  /** The panel of one job beside the list. */
  readonly panel: Locator
  open(): Promise<void>
  total(jobs: string): Locator
  /** Shows only jobs of these states. */
  onlyState(group: string): Promise<void>
  liftFilter(name: string): Promise<void>
}

export function createHistoryScreen(page: Page): HistoryScreen {
  const frame = createAppFrame(page)
  const filters = frame.main.getByRole('list', { name: 'Filters' })
  return {
    jobs: createJobList(page),
    search: frame.main.getByRole('combobox', { name: 'Search the jobs' }),
    filters,
    columnsButton: frame.main.getByRole('button', { name: 'Columns', exact: true }),
    chip: (condition) => filters.getByRole('button', { name: condition, exact: true }),
    panel: frame.main.getByRole('complementary', { name: 'Job' }),
    open: () => frame.goTo('History'),
    total: (jobs) => frame.main.getByText(jobs, { exact: true }),
    async onlyState(group) {
      await frame.main.getByRole('button', { name: /^State: / }).click()
      await page.getByRole('menuitem', { name: group, exact: true }).click()
    },
    liftFilter: (name) => filters.getByRole('button', { name: `Lift the filter “${name}”` }).click(),
  }
}
