export { describeBody, describeResults, type Description } from './describe.ts'
export { readResults } from './read.ts'
export type {
  BoxedText,
  Licence,
  Point,
  Segment,
  Tag,
  TaskKind,
  TaskResult,
  TextArea,
  TextLine,
} from './task.ts'
