import {
  findNextAfter,
  isContainer,
  readKey,
  readKind,
  findLineage,
  membersNamed,
  findPosition,
  stringText,
  valueEnd,
  valueStart,
  type JsonKind,
  type Tape,
} from '#shared/model/json/index.ts'
import type { VisibleRows } from './visible-rows.ts'

/** One row of the tree. */
export interface TreeRow {
  readonly row: number
  readonly node: number
  /** From 1. */
  readonly level: number
  /** The key, decoded; null for an item and the root. */
  readonly key: string | null
  /** The place among its siblings, from 0, and the number of siblings. */
  readonly place: number
  readonly siblings: number
  /** Another member of the same object has the same key. */
  readonly repeated: boolean
  readonly kind: JsonKind
  /** A value as written (strings decoded, in quotes); empty for objects and arrays. */
  readonly text: string
  /** The text holds only the beginning of the value. */
  readonly cut: boolean
  readonly children: number
  readonly open: boolean
}

/** Bytes of one value that are shown in its row. */
const SHOWN_BYTES = 400
/** In larger objects repeated keys are not looked for: the search would slow the scrolling. */
const MAX_COMPARED_KEYS = 1000

interface Level {
  readonly node: number
  readonly after: number
  readonly children: number
  place: number
}

/** Makes rows of the tree for the window from `from` up to `to`. */
export class TreeRows {
  readonly #tape: Tape
  readonly #visible: VisibleRows
  readonly #counts = new Map<number, number>()

  constructor(tape: Tape, visible: VisibleRows) {
    this.#tape = tape
    this.#visible = visible
  }

  window(from: number, to: number): TreeRow[] {
    const end = Math.min(to, this.#visible.length)
    const rows: TreeRow[] = []
    if (from >= end) return rows
    const levels = this.#levelsAbove(this.#visible.nodeAt(from))
    for (let row = from; row < end; row += 1) {
      const node = this.#visible.nodeAt(row)
      while (node >= (levels.at(-1)?.after ?? Infinity)) levels.pop()
      const parent = levels.at(-1)
      const made = this.#row(row, node, parent, levels.length + 1)
      rows.push(made)
      if (parent !== undefined) parent.place += 1
      if (made.open) {
        levels.push({ node, after: findNextAfter(this.#tape, node), children: made.children, place: 0 })
      }
    }
    return rows
  }

  #levelsAbove(node: number): Level[] {
    const lineage = findLineage(this.#tape, node)
    return lineage.slice(0, -1).map((ancestor, index) => {
      const child = lineage[index + 1] ?? node
      // The first child of the innermost node is the next row; on the levels above, the child was counted already.
      const counted = child === node ? 0 : 1
      return {
        node: ancestor,
        after: findNextAfter(this.#tape, ancestor),
        children: this.#countOf(ancestor),
        place: findPosition(this.#tape, ancestor, child) + counted,
      }
    })
  }

  #row(row: number, node: number, parent: Level | undefined, level: number): TreeRow {
    const tape = this.#tape
    const container = isContainer(tape, node)
    const start = valueStart(tape, node)
    const end = valueEnd(tape, node)
    const key = readKey(tape, node)
    return {
      row,
      node,
      level,
      key,
      place: parent?.place ?? 0,
      siblings: parent?.children ?? 1,
      repeated: key !== null && parent !== undefined && this.#isRepeated(parent, key),
      kind: readKind(tape, node),
      text: container ? '' : leafText(tape, start, Math.min(end, start + SHOWN_BYTES)),
      cut: !container && end - start > SHOWN_BYTES,
      children: container ? this.#countOf(node) : 0,
      open: this.#visible.isOpen(row),
    }
  }

  #isRepeated(parent: Level, key: string): boolean {
    return parent.children <= MAX_COMPARED_KEYS && membersNamed(this.#tape, parent.node, key).length > 1
  }

  #countOf(node: number): number {
    const counted = this.#counts.get(node)
    if (counted !== undefined) return counted
    const after = findNextAfter(this.#tape, node)
    let count = 0
    for (let child = node + 1; child < after; child = findNextAfter(this.#tape, child)) count += 1
    this.#counts.set(node, count)
    return count
  }
}

/** Strings are shown decoded and quoted again, so that `\u00e9` is shown as é; everything else stays as written. */
function leafText(tape: Tape, start: number, end: number): string {
  const { bytes } = tape
  if (bytes[start] !== 0x22) return new TextDecoder().decode(bytes.subarray(start, end))
  const closed = end - start > 1 && bytes[end - 1] === 0x22
  return JSON.stringify(stringText(bytes, start + 1, closed ? end - 1 : wholeCharacters(bytes, end)))
}

/** The last offset up to `end` that is not inside a character. */
function wholeCharacters(bytes: Uint8Array, end: number): number {
  let at = end
  while (at < bytes.length && ((bytes[at] ?? 0) & 0xc0) === 0x80) at -= 1
  return at
}
