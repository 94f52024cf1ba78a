/** Queries of JSONPath (RFC 9535) over the tape: numbers, order and repeated keys stay as they are written. */
export { toColumnPath } from './column-path.ts'
export { findTaskMembers } from './task-members.ts'
export { evaluatePath } from './evaluate-path.ts'
export { parsePath } from './parse-path.ts'
export type { PathProblem } from './path-scanner.ts'
export type { JsonPath } from './path.ts'
export { compareDecimals } from './decimals.ts'
export type { PathName } from './path-name.ts'
export { describeValues, MAX_SHOWN_VALUES } from './describe-values.ts'
export {
  PATH_VALUE_TYPES,
  readPathValues,
  UNREAD,
  type PathValue,
  type PathValues,
} from './read-path-values.ts'
