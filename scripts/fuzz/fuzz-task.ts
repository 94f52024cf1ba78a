/** What a thread does: it spoils so many inputs, by the seed, and gives each to a reader. */
export interface FuzzTask {
  readonly reader: string
  readonly seed: number
  readonly count: number
}

export type FuzzMessage =
  | { readonly kind: 'input'; readonly bytes: Uint8Array }
  | { readonly kind: 'threw'; readonly bytes: Uint8Array; readonly message: string }
  | { readonly kind: 'done'; readonly ms: number }
