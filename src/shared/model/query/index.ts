export { formatQuery } from './format.ts'
export { splitGlob } from './glob.ts'
export { parseQuery } from './parse.ts'
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
export { resolveQuery, type Names } from './resolve.ts'
export { suggest } from './suggest.ts'
