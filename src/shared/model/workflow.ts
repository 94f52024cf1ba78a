/** A workflow the person named; the service cannot list them. `id` is a UUID in practice (warned, not refused). */
export interface Workflow {
  readonly connectionId: string
  readonly id: string
  readonly name: string
  readonly lastUsedAt: number | null
}
