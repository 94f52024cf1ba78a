export { FACT_KINDS, toTaskShape, type Fact } from './fact.ts'
export { readFacts, type ReadFacts } from './read-facts.ts'
export { findSlowest, type FactsProgress, type PathProgress } from './progress.ts'
