/** Work goes on for this time, then the window may draw, however slow the machine is. */
const WORK_SLICE_MS = 5

/** Ends the task of the browser: what comes after it is a task of its own. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

/** Returns a function to await between pieces of long work. When the time is over, it lets the window draw. */
export function createYield(): () => Promise<void> {
  let startedAt = performance.now()
  return async () => {
    if (performance.now() - startedAt <= WORK_SLICE_MS) return
    await nextTask()
    startedAt = performance.now()
  }
}
