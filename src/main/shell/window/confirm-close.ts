/** What is used of a window. */
interface ClosableWindow {
  on(event: 'close', onClose: (event: { preventDefault(): void }) => void): unknown
}

interface CloseOptions {
  /** The jobs that run and wait, in words; null when closing would interrupt nothing. */
  readonly describeActivity: () => string | null
  /** Asks the person; true: they want to quit all the same. */
  readonly ask: (activity: string) => Promise<boolean>
  /** The app is quitting already: nobody is asked. */
  readonly isQuitting: () => boolean
  readonly quit: () => void
}

/** Asks the person who closes the window while jobs run or wait. One question at a time. */
export function confirmBeforeClose(
  window: ClosableWindow,
  { describeActivity, ask, isQuitting, quit }: CloseOptions,
): void {
  let isAsking = false
  const askOnce = async (sentence: string): Promise<void> => {
    isAsking = true
    try {
      if (await ask(sentence)) quit()
    } finally {
      isAsking = false
    }
  }
  window.on('close', (event) => {
    if (isQuitting()) return
    const sentence = describeActivity()
    if (sentence === null) return
    event.preventDefault()
    if (isAsking) return
    void askOnce(sentence)
  })
}
