export { describeBody, describeResults, type Description } from './describe.ts'
export { readResults } from './read.ts'
export type { Point, Segment, Tag, TaskResult, TextLine } from './task.ts'
