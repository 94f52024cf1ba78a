import { itemAt, readKey, findLineage, membersNamed, findPosition } from './members.ts'
import { readKind, NONE, valueBytes, type Tape } from './tape.ts'
import { buildTape } from './build-tape.ts'

/**
 * `~@n` at the end of a token: the n-th (from 0) of the members with this key. RFC 6901 allows only `~0` and `~1`,
 * so no pointer of that grammar can mean it.
 */
const OCCURRENCE = /~@(\d+)$/
const PLACE = /^(?:0|[1-9]\d*)$/

/**
 * The node an RFC 6901 pointer names, or `NONE`. When a key is repeated, it names the last member, which is the
 * one most readers keep; `toPointer` names an earlier one by a mark of its own.
 */
export function nodeAt(tape: Tape, pointer: string): number {
  if (tape.length === 0 || (pointer !== '' && !pointer.startsWith('/'))) return NONE
  let node = 0
  for (const token of pointer.split('/').slice(1)) {
    node = childAt(tape, node, token)
    if (node === NONE) return NONE
  }
  return node
}

function childAt(tape: Tape, parent: number, token: string): number {
  if (readKind(tape, parent) === 'array') {
    return PLACE.test(token) ? itemAt(tape, parent, Number(token)) : NONE
  }
  const occurrence = OCCURRENCE.exec(token)
  const key = token.replace(OCCURRENCE, '').replaceAll('~1', '/').replaceAll('~0', '~')
  const members = membersNamed(tape, parent, key)
  return members.at(occurrence === null ? -1 : Number(occurrence[1])) ?? NONE
}

/** The RFC 6901 pointer of a node; `nodeAt` finds exactly this node by it, also among duplicate keys. */
export function toPointer(tape: Tape, node: number): string {
  const lineage = findLineage(tape, node)
  return lineage
    .slice(1)
    .map((child, index) => `/${toToken(tape, lineage[index] ?? 0, child)}`)
    .join('')
}

function toToken(tape: Tape, parent: number, node: number): string {
  const key = readKey(tape, node)
  if (key === null) return String(findPosition(tape, parent, node))
  const members = membersNamed(tape, parent, key)
  const mark = members.at(-1) === node ? '' : `~@${members.indexOf(node)}`
  return key.replaceAll('~', '~0').replaceAll('/', '~1') + mark
}

/** The bytes of the value a pointer names, exactly as they stand in the text; null where there is none. */
export function sliceAt(bytes: Uint8Array, pointer: string): Uint8Array | null {
  const tape = buildTape(bytes)
  const node = nodeAt(tape, pointer)
  return node === NONE ? null : valueBytes(tape, node)
}
