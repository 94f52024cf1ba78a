import type { Locator, Page } from '@playwright/test'
import { createAppFrame } from './frame.ts'

/** A batch: its progress, what went wrong, and its rerun. */
export interface BatchScreen {
  /** What went wrong, one line for each cause. */
  readonly causes: Locator
  /** The strip that says what a rerun will do, before it is done. */
  readonly rerunStrip: Locator
  readonly pauseButton: Locator
  readonly continueButton: Locator
  /** The line of the confirm strip that asks for the first results. */
  readonly firstResults: Locator
  /** A cause, by its sentence. */
  cause(sentence: string | RegExp): Locator
  /** Opens *Run these again* of a cause. */
  runThese(sentence: string | RegExp): Promise<void>
  /** The button that shows only the jobs of a group, and says how many there are. */
  groupButton(group: string, count: number): Locator
  /** Presses the button of the strip. */
  runAgain(): Promise<void>
}

export function createBatchScreen(page: Page): BatchScreen {
  const { main } = createAppFrame(page)
  const causes = main.getByRole('region', { name: 'What went wrong' })
  const rerunStrip = main.getByRole('region', { name: 'Run again' })
  const cause = (sentence: string | RegExp): Locator =>
    causes.getByRole('listitem').filter({ hasText: sentence })
  return {
    causes,
    rerunStrip,
    pauseButton: main.getByRole('button', { name: 'Pause' }),
    continueButton: main.getByRole('button', { name: 'Continue' }),
    firstResults: main.getByRole('checkbox', { name: /^Run the first / }),
    cause,
    runThese: (sentence) =>
      cause(sentence)
        .getByRole('button', { name: /^Run these again/ })
        .click(),
    groupButton: (group, count) =>
      main
        .getByRole('group', { name: 'Show only' })
        .getByRole('button', { name: `${group} ${count.toLocaleString('en')}`, exact: true }),
    runAgain: () => rerunStrip.getByRole('button', { name: /^Run [\d,]+ jobs? again$/ }).click(),
  }
}
