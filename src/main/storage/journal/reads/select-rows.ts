import type { SQLInputValue } from 'node:sqlite'

/** All rows of a statement, which is prepared once. */
export type SelectRows = <Row>(sql: string, ...values: readonly SQLInputValue[]) => Row[]
