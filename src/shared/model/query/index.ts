export { formatQuery } from './format.ts'
export { splitGlob } from './glob.ts'
export { cutQuery, parseQuery } from './parse.ts'
export { describeCondition, findConditions, joinQuery, replaceConditions, splitQuery } from './conditions.ts'
export type {
  FactTerm,
  Glob,
  PathTerm,
  PathTest,
  QueryProblem,
  ResolvedQuery,
  ResolvedTerm,
  Term,
} from './query.ts'
export { asksForFacts, isFactTerm } from './fact-terms.ts'
export { listPaths } from './path-terms.ts'
export { readQuery } from './read.ts'
export { turnConditions } from './turn.ts'
export { resolveQuery, type Names } from './resolve.ts'
export {
  findLookup,
  isSameKind,
  suggest,
  toLookupQuery,
  type Lookup,
  type Suggestion,
  type Suggestions,
} from './suggest.ts'
