/** What a *Test* of a connection proved, what failed, and what it could not tell. Sentences come from `shared/text`. */
export interface ConnectionTestReport {
  readonly steps: readonly {
    readonly name: 'reach' | 'key' | 'security' | 'handle'
    readonly outcome: 'proved' | 'failed' | 'notProved'
    readonly sentence: string
  }[]
}
