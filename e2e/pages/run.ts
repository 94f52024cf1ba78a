import type { Locator, Page } from '@playwright/test'
import { createAppFrame } from './frame.ts'
import { createJobList, type JobList } from './job-list.ts'
import { paste } from './paste.ts'

/** The Run screen, before and after Run was pressed. */
export interface RunScreen {
  readonly workflow: Locator
  readonly sources: Locator
  readonly runButton: Locator
  /** Why Run is disabled. */
  readonly blocked: Locator
  /** What went wrong in the batch, one line for each cause. */
  readonly causes: Locator
  /** The jobs of the running batch. */
  readonly jobs: JobList
  readonly continueButton: Locator
  readonly newRun: Locator
  /** Pastes while no field has the focus. */
  paste(text: string): Promise<void>
  chooseWorkflow(name: string): Promise<void>
  /** Adds a workflow by its id and names it. */
  addWorkflow(id: string, name: string): Promise<void>
  /** A line of the source area, by its text. */
  line(text: string | RegExp): Locator
  run(): Promise<void>
  /** The question whether a file is a list. */
  readonly listQuestion: Locator
  /** What the window says while something is dragged over it. */
  readonly dropHint: Locator
  /** The progress of the batch's uploads. */
  readonly uploads: Locator
  /** A line above the button: results or uploads that exist already, and what to do about them. */
  existingLine(text: string | RegExp): Locator
  pause(): Promise<void>
  stopSending(): Promise<void>
  /** How many jobs of the batch are in a state, as the batch says. */
  count(state: string, number: number): Locator
}

export function createRunScreen(page: Page): RunScreen {
  const { main } = createAppFrame(page)
  const workflow = main.getByRole('combobox', { name: 'Workflow' })
  const sources = main.getByRole('region', { name: 'Sources' })
  const runButton = main.getByRole('button', { name: /^Run(?: on .*)?$/ })
  return {
    workflow,
    sources,
    runButton,
    blocked: main.getByRole('alert'),
    causes: main.getByRole('region', { name: 'What went wrong' }),
    jobs: createJobList(page),
    continueButton: main.getByRole('button', { name: 'Continue' }),
    newRun: main.getByRole('button', { name: 'New run' }),
    async paste(text) {
      await page.evaluate(
        () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
      )
      await paste(page, text)
    },
    async chooseWorkflow(name) {
      await workflow.click()
      await page.getByRole('option', { name }).click()
      await page.getByRole('listbox').waitFor({ state: 'hidden' })
    },
    async addWorkflow(id, name) {
      await workflow.fill(id)
      const field = main.getByRole('textbox', { name: 'Name (optional)' })
      await field.fill(name)
      await field.press('Enter')
      await field.waitFor({ state: 'hidden' })
    },
    line: (text) => sources.getByRole('listitem').filter({ hasText: text }),
    run: () => runButton.click(),
    listQuestion: sources.getByRole('region', { name: 'Is it a list?' }),
    dropHint: page.getByRole('status').filter({ hasText: /^Add / }),
    uploads: main.getByRole('region', { name: 'Uploads' }),
    existingLine: (text) => page.locator('footer').getByText(text),
    pause: () => main.getByRole('button', { name: 'Pause' }).click(),
    stopSending: () => main.getByRole('button', { name: 'Stop sending' }).click(),
    count: (state, number) =>
      main
        .getByRole('list', { name: 'Jobs by state' })
        .getByRole('listitem')
        .filter({ hasText: new RegExp(`^${state}${number.toLocaleString('en')}$`) }),
  }
}
