/** JSON as bytes: order, duplicates, number text and depth exact, because nothing is converted. */
export { buildTape } from './build-tape.ts'
export { formatJson } from './format-json.ts'
export { keyOf, lineageOf, membersNamed, placeOf } from './members.ts'
export { pathOf } from './path.ts'
export { nodeAt, pointerOf, sliceAt } from './pointer.ts'
export { stringText } from './string-text.ts'
export * from './tape.ts'
