interface Blocking {
  /** Begins to keep the computer awake; the answer ends it. */
  readonly start: () => number
  readonly stop: (id: number) => void
}

/** Keeps one block for as long as it is wanted: told twice, it is begun or ended once. */
export function createBlocker({ start, stop }: Blocking): (wanted: boolean) => void {
  let id: number | null = null
  return (wanted) => {
    if (wanted) id ??= start()
    else if (id !== null) {
      stop(id)
      id = null
    }
  }
}
