export { describeAnswer, describeBody, describeResults, readAnswer, type Description } from './describe.ts'
export { readResults } from './read.ts'
export { field, isFields } from './value.ts'
export type { Licence, Point, Segment, Tag, TaskResult, TextLine } from './task.ts'
export { findFailureWords } from './failure-words.ts'
export {
  findReadings,
  listRegions,
  placeRegion,
  toLineId,
  toShownSize,
  type Region,
  type RegionReading,
} from './regions.ts'
