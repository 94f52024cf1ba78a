/** One thing to be closed, and how long it may take, ms. */
export interface Closing {
  readonly name: string
  readonly close: () => Promise<void> | void
  readonly atMostMs: number
}

/** Closes everything in order; what fails or does not close in its time is told and left. */
export async function closeAll(
  steps: readonly Closing[],
  onTrouble: (message: string, cause?: unknown) => void,
): Promise<void> {
  for (const { name, close, atMostMs } of steps) {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), atMostMs)
    })
    try {
      if ((await Promise.race([close(), late])) === 'late') onTrouble(`${name} did not close in time`)
    } catch (cause) {
      onTrouble(`${name} did not close well`, cause)
    }
    clearTimeout(timer)
  }
}
