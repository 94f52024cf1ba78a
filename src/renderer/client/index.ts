import type { Events, RouteInput, RouteName, RouteOutput, Topic } from '#shared/ipc/contract.ts'
import { unpackAnswer, unpackPayload } from '#shared/ipc/packed.ts'
import type { Result } from '#shared/model/result.ts'

/** What `preload/index.ts` exposes. */
interface Bridge {
  request(route: string, input: unknown): Promise<unknown>
  on(topic: string, callback: (payload: unknown) => void): () => void
  countOnDisk(files: readonly File[]): number
  addFiles(files: readonly File[]): Promise<unknown>
}

declare global {
  interface Window {
    readonly api: Bridge
  }
}

/** Asks main; an expected failure comes back as a value, an error of the catalogue. */
export async function request<K extends RouteName>(
  name: K,
  input: RouteInput<K>,
): Promise<Result<RouteOutput<K>>> {
  const answer = (await window.api.request(name, input)) as Result<unknown>
  return unpackAnswer(name, answer) as Result<RouteOutput<K>>
}

/** A new id for a command, made once for each press: main does a command with the same id only once. */
export const newCommandId = (): string => crypto.randomUUID()

/** Calls back with each event of a topic; the returned function ends it. */
export function subscribe<K extends Topic>(topic: K, callback: (payload: Events[K]) => void): () => void {
  return window.api.on(topic, (payload) => callback(unpackPayload(payload) as Events[K]))
}

/** How many of these are on the disk: the others were made by a page. */
export const countOnDisk = (files: readonly File[]): number => window.api.countOnDisk(files)

/** Hands dropped or pasted files over to main, which walks them in their order. */
export const addFiles = async (files: readonly File[]): Promise<Result<{ readonly walkId: string }>> =>
  (await window.api.addFiles(files)) as Result<{ readonly walkId: string }>
