import type { JsonDocument } from './document.ts'

/** The names of the methods of an opened document that the window may call. */
export type DocumentMethod = {
  [K in keyof JsonDocument]: JsonDocument[K] extends (...args: never[]) => unknown ? K : never
}[keyof JsonDocument]
export type DocumentInput<K extends DocumentMethod> = Parameters<JsonDocument[K]>
export type DocumentOutput<K extends DocumentMethod> = ReturnType<JsonDocument[K]>

/** To the worker. `open` is the first message, and is sent once. */
export type ToWorker =
  | { readonly id: number; readonly kind: 'open'; readonly url: string; readonly bytes: number }
  | {
      readonly id: number
      readonly kind: 'ask'
      readonly method: DocumentMethod
      readonly args: readonly unknown[]
    }

/** From the worker; `status` is the HTTP status when the body could not be fetched. */
export type FromWorker =
  | { readonly id: number; readonly ok: true; readonly data: unknown }
  | { readonly id: number; readonly ok: false; readonly status: number; readonly message: string }
