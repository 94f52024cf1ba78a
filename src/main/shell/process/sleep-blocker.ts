interface SleepBlockerOptions {
  /** Keeps the computer awake until `stop` is called with the id that it returns. */
  readonly start: () => number
  readonly stop: (id: number) => void
}

/** Keeps the computer awake from `true` until `false`. The same value twice changes nothing. */
export function createSleepBlocker({ start, stop }: SleepBlockerOptions): (isWanted: boolean) => void {
  let id: number | null = null
  return (isWanted) => {
    if (isWanted) id ??= start()
    else if (id !== null) {
      stop(id)
      id = null
    }
  }
}
