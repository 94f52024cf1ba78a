/** JSON as bytes: order, duplicates, number text and depth exact, because nothing is converted. */
export { buildTape } from './build-tape.ts'
export { formatJson } from './format-json.ts'
export { readKey, findLineage, isNamed, membersNamed, findPosition } from './members.ts'
export { toPath } from './path.ts'
export { nodeAt, toPointer, sliceAt } from './pointer.ts'
export { stringText } from './string-text.ts'
export * from './tape.ts'
