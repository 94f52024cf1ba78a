/** A window that is about to close, as far as leaving goes. */
interface Closable {
  on(event: 'close', hear: (event: { preventDefault(): void }) => void): unknown
}

interface Leaving {
  /** What goes on and what waits, in words; null when nothing would be interrupted. */
  readonly goingOn: () => string | null
  /** Asks the person; true: they leave all the same. */
  readonly ask: (goingOn: string) => Promise<boolean>
  /** The app is ending already: nobody is asked. */
  readonly isEnding: () => boolean
  readonly quit: () => void
}

/** A person who closes the window while something goes on is asked first, once at a time. */
export function askBeforeLeaving(window: Closable, { goingOn, ask, isEnding, quit }: Leaving): void {
  let asking = false
  const askOnce = async (sentence: string): Promise<void> => {
    asking = true
    try {
      if (await ask(sentence)) quit()
    } finally {
      asking = false
    }
  }
  window.on('close', (event) => {
    if (isEnding()) return
    const sentence = goingOn()
    if (sentence === null) return
    event.preventDefault()
    if (asking) return
    void askOnce(sentence)
  })
}
