interface SleepBlockerOptions {
  /** Keeps the computer awake until `stop` is called with the id that it returns. */
  readonly start: () => number
  readonly stop: (id: number) => void
}

/** Blocks sleep while it is isWanted. Called twice with the same value, it starts or stops only once. */
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
