import type { AppError } from '#shared/errors/app-error.ts'
import type { Events, RouteInput, RouteName, RouteOutput, Topic } from '#shared/ipc/contract.ts'
import type { Result } from '#shared/model/result.ts'

/** What `preload/index.ts` exposes. */
interface Bridge {
  request(route: string, input: unknown): Promise<unknown>
  on(topic: string, hear: (payload: unknown) => void): () => void
  pathsOf(files: readonly File[]): string[]
}

declare global {
  interface Window {
    readonly api: Bridge
  }
}

/** An expected failure of a request, rebuilt from the envelope. */
export class RequestError extends Error {
  readonly error: AppError
  constructor(error: AppError) {
    super(error.message)
    this.error = error
  }
}

/** Asks main. Rejects with a `RequestError` that holds the error as data. */
export async function request<K extends RouteName>(name: K, input: RouteInput<K>): Promise<RouteOutput<K>> {
  const envelope = (await window.api.request(name, input)) as Result<RouteOutput<K>>
  if (!envelope.ok) throw new RequestError(envelope.error)
  return envelope.data
}

/** Asks main; an expected failure comes back as a value. */
export async function ask<K extends RouteName>(
  name: K,
  input: RouteInput<K>,
): Promise<Result<RouteOutput<K>>> {
  return (await window.api.request(name, input)) as Result<RouteOutput<K>>
}

/** Hears a topic; the returned function stops it. */
export function on<K extends Topic>(topic: K, hear: (payload: Events[K]) => void): () => void {
  return window.api.on(topic, (payload) => hear(payload as Events[K]))
}

/** Absolute paths of dropped files. */
export function pathsOf(files: readonly File[]): string[] {
  return window.api.pathsOf(files)
}
