/** What waits for the abort of a signal. One listener for all of it, since each one on a signal costs more than a small request does. */
const callbacksOf = new WeakMap<AbortSignal, Set<() => void>>()

/** Calls back when the signal aborts, and not when it has aborted already. The returned function ends the subscription. */
export function subscribeAbort(signal: AbortSignal, onAbort: () => void): () => void {
  const callbacks = callbacksOf.get(signal) ?? listenTo(signal)
  callbacks.add(onAbort)
  return () => callbacks.delete(onAbort)
}

function listenTo(signal: AbortSignal): Set<() => void> {
  const callbacks = new Set<() => void>()
  callbacksOf.set(signal, callbacks)
  const callAll = (): void => {
    for (const onAbort of callbacks) onAbort()
  }
  signal.addEventListener('abort', callAll, { once: true })
  return callbacks
}
