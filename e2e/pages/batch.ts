import type { Locator, Page } from '@playwright/test'
import { frameOf } from './frame.ts'

/** A batch: how it goes, what went wrong, and how it is run again. */
export interface BatchScreen {
  /** What went wrong, one line a cause. */
  readonly causes: Locator
  /** Where running again is told before it is done. */
  readonly again: Locator
  readonly pauseButton: Locator
  readonly continueButton: Locator
  /** The line of the confirm strip that asks for the first results. */
  readonly firstResults: Locator
  /** A cause, by its sentence. */
  cause(sentence: string | RegExp): Locator
  /** Opens *Run these again* of a cause. */
  runThese(sentence: string | RegExp): Promise<void>
  /** Shows only the jobs of a group; its button says how many there are. */
  only(group: string, count: number): Locator
  /** Does what the strip has told. */
  runAgain(): Promise<void>
}

export function batchOf(page: Page): BatchScreen {
  const { main } = frameOf(page)
  const causes = main.getByRole('region', { name: 'What went wrong' })
  const again = main.getByRole('region', { name: 'Run again' })
  const cause = (sentence: string | RegExp): Locator =>
    causes.getByRole('listitem').filter({ hasText: sentence })
  return {
    causes,
    again,
    pauseButton: main.getByRole('button', { name: 'Pause' }),
    continueButton: main.getByRole('button', { name: 'Continue' }),
    firstResults: main.getByRole('checkbox', { name: /^Run the first / }),
    cause,
    runThese: (sentence) =>
      cause(sentence)
        .getByRole('button', { name: /^Run these again/ })
        .click(),
    only: (group, count) =>
      main
        .getByRole('group', { name: 'Show only' })
        .getByRole('button', { name: `${group} ${count.toLocaleString('en')}`, exact: true }),
    runAgain: () => again.getByRole('button', { name: /^Run [\d,]+ jobs? again$/ }).click(),
  }
}
