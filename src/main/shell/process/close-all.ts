/** One thing to close, and how long it may take. */
export interface CloseStep {
  readonly name: string
  readonly close: () => Promise<void> | void
  readonly timeoutMs: number
}

/** Closes everything in order. A step that fails or takes too long is reported, and the next one begins. */
export async function closeAll(
  steps: readonly CloseStep[],
  onProblem: (message: string, cause?: unknown) => void,
): Promise<void> {
  for (const { name, close, timeoutMs } of steps) {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), timeoutMs)
    })
    try {
      if ((await Promise.race([close(), late])) === 'late') onProblem(`${name} did not close in time`)
    } catch (cause) {
      onProblem(`${name} did not close well`, cause)
    }
    clearTimeout(timer)
  }
}
