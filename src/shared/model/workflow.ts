/** A workflow the person named; the service cannot list them. `id` is a UUID in practice (warned, not refused). */
export interface Workflow {
  readonly connectionId: string
  readonly id: string
  readonly name: string
  readonly lastUsedAt: number | null
  /** What the person wrote about it. */
  readonly note: string | null
  /** What the person calls tasks of it, by their keys. */
  readonly taskNames: Readonly<Record<string, string>>
  /** A change of its shape that the person has seen: when it began, Unix ms. */
  readonly seenChangeAt: number | null
}
