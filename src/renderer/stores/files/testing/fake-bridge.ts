import { vi } from 'vitest'
import type { Events, RouteInput, RouteName, RouteOutput, Topic } from '#shared/ipc/contract.ts'
import type { FoundFile } from '#shared/model/found-file.ts'
import { ok, type Result } from '#shared/model/result.ts'

type Answer<K extends RouteName> = (
  input: RouteInput<K>,
) => Result<RouteOutput<K>> | Promise<Result<RouteOutput<K>>>
export type Answers = { readonly [K in RouteName]?: Answer<K> }

/** A stand-in for main: a table answers the requests, every request is recorded, and the test sends the events. */
export interface Bridge {
  readonly asked: { readonly route: string; readonly input: unknown }[]
  /** The names of the files that were handed over, a drop at a time. */
  readonly added: () => (readonly string[])[]
  readonly requestsTo: <K extends RouteName>(route: K) => RouteInput<K>[]
  readonly send: <K extends Topic>(topic: K, payload: Events[K]) => void
}

export function openBridge(
  answers: Answers = {},
  addFiles: () => unknown = () => ok({ walkId: 'walk' }),
  onDisk = 0,
): Bridge {
  const asked: { readonly route: string; readonly input: unknown }[] = []
  const added: (readonly string[])[] = []
  const callbacks = new Map<string, Set<(payload: unknown) => void>>()
  const all: Record<string, ((input: never) => unknown) | undefined> = {
    'connections.screen': () => ok([]),
    ...answers,
  }
  vi.stubGlobal('window', {
    api: {
      request: (route: string, input: unknown) => {
        asked.push({ route, input })
        return Promise.resolve(all[route]?.(input as never) ?? ok(null))
      },
      on: (topic: string, callback: (payload: unknown) => void) => {
        const registered = callbacks.get(topic) ?? new Set()
        callbacks.set(topic, registered.add(callback))
        return () => registered.delete(callback)
      },
      countOnDisk: () => onDisk,
      addFiles: (files: readonly File[]) => {
        added.push(files.map(({ name }) => name))
        return Promise.resolve(addFiles())
      },
    },
  })
  return {
    asked,
    added: () => added,
    requestsTo: <K extends RouteName>(route: K) =>
      asked.filter((one) => one.route === route).map(({ input }) => input as RouteInput<K>),
    send: (topic, payload) => {
      for (const callback of callbacks.get(topic) ?? []) callback(payload)
    },
  }
}

export const NONE_LEFT_OUT = { hidden: 0, system: 0, circular: 0 }

/** A file as a walk finds it. Its id is made from its path. */
export function found(path: string, more: Partial<FoundFile> = {}): FoundFile {
  const name = path.split('/').at(-1) ?? path
  return { id: `id:${path}`, path, name, size: 10, mtimeMs: 1, mayBeList: false, ...more }
}
