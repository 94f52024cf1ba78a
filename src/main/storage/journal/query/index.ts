export { countQuery } from './count.ts'
export { pageQuery } from './page.ts'
export type { Sql } from './sql.ts'
export type { Ask } from './range.ts'
