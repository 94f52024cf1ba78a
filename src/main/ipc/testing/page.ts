import type { Clock } from '#main/lib/clock.ts'
import { createEventSender, type EventSender } from '#main/ipc/events.ts'
import type { Events, Topic } from '#shared/ipc/contract.ts'
import { unpackPayload } from '#shared/ipc/packed.ts'

interface PageOptions {
  readonly clock: Pick<Clock, 'after'>
  readonly redact: (text: string) => string
}

/** A page that records the events of main. */
export function listeningPage({ clock, redact }: PageOptions): {
  readonly events: EventSender
  /** The events of a topic, once `enough` says that all have come. */
  readonly heard: <K extends Topic>(
    topic: K,
    enough: (payloads: readonly Events[K][]) => boolean,
  ) => Promise<readonly Events[K][]>
} {
  const told: { readonly topic: string; readonly payload: unknown }[] = []
  const watchers = new Set<() => void>()
  const send = (_channel: string, topic: string, payload: unknown): void => {
    told.push({ topic, payload: unpackPayload(payload) })
    for (const watcher of watchers) watcher()
  }
  return {
    events: createEventSender({ page: () => ({ isDestroyed: () => false, send }), clock, redact }),
    heard: (topic, enough) =>
      new Promise((resolve) => {
        const watcher = (): void => {
          const payloads = told.filter((one) => one.topic === topic).map(({ payload }) => payload)
          if (!enough(payloads as Events[typeof topic][])) return
          watchers.delete(watcher)
          resolve(payloads as Events[typeof topic][])
        }
        watchers.add(watcher)
        watcher()
      }),
  }
}
