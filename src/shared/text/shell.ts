/** Words of the app around its window: what is said where there is no page to say it. */
export const shell = {
  cannotStart: 'Flowbench cannot start',
  stoppedOften: 'The window stopped several times in a row',
  stoppedOftenAdvice: 'What you ran goes on; nothing is lost. Close Flowbench and open it again.',
} as const
