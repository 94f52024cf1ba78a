export { describeAnswer, describeBody, describeResults, type Description } from './describe.ts'
export { readResults } from './read.ts'
export { field, isFields } from './value.ts'
export type { Point, Segment, Tag, TaskResult, TextLine } from './task.ts'
