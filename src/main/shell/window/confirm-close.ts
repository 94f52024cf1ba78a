/** What is used of a window. */
interface ClosableWindow {
  on(event: 'close', onClose: (event: { preventDefault(): void }) => void): unknown
}

interface CloseOptions {
  /** Closing would interrupt something. */
  readonly isActive: () => boolean
  /** The jobs that run and wait, and what may be lost, in words. */
  readonly describeActivity: () => Promise<string>
  /** Asks the person; true: they want to quit all the same. */
  readonly ask: (activity: string) => Promise<boolean>
  /** The app is quitting already: nobody is asked. */
  readonly isQuitting: () => boolean
  readonly quit: () => void
}

/** Asks the person who closes the window while jobs run or wait. One question at a time. */
export function confirmBeforeClose(
  window: ClosableWindow,
  { isActive, describeActivity, ask, isQuitting, quit }: CloseOptions,
): void {
  let isAsking = false
  const askOnce = async (): Promise<void> => {
    isAsking = true
    try {
      if (await ask(await describeActivity())) quit()
    } finally {
      isAsking = false
    }
  }
  window.on('close', (event) => {
    if (isQuitting() || !isActive()) return
    event.preventDefault()
    if (isAsking) return
    void askOnce()
  })
}
