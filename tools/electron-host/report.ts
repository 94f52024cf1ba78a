const TARGET_GONE =
  /CDP closed|No target|session with given id|Target closed|detached|Cannot find context|context was destroyed|Inspected target navigated/i

/** Whether a failed command only says that its page or the browser is gone. */
export const isTargetGone = (error: unknown): boolean =>
  error instanceof Error && TARGET_GONE.test(error.message)

/** Prints what went wrong in the host itself; replies that a closed page cannot give are no errors. */
export function report(error: unknown): void {
  if (!isTargetGone(error)) console.error('[electron host]', error)
}
