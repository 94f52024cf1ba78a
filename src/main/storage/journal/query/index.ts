export { toCountQuery } from './count.ts'
export { toPageQuery } from './page.ts'
export type { Sql } from './sql.ts'
export type { SelectValue } from './range.ts'
