import { findNextAfter, isContainer, findLineage, type Tape } from '#shared/model/json/index.ts'

/** At first a tree is open as deep as fits into this many rows. */
const INITIAL_ROWS = 200
const INITIAL_DEPTH = 6

/**
 * The visible rows of a tree: the nodes whose ancestors are all open, in the order of the text. The first child of a node
 * is the next node of the tape, so a node is open exactly when that node is visible.
 */
export class VisibleRows {
  readonly #tape: Tape
  #nodes: Uint32Array = new Uint32Array(0)
  length = 0

  constructor(tape: Tape) {
    this.#tape = tape
    let depth = 1
    while (depth < INITIAL_DEPTH && this.#count(depth + 1, INITIAL_ROWS) <= INITIAL_ROWS) depth += 1
    this.openTo(depth)
  }

  nodeAt(row: number): number {
    return this.#nodes[row] ?? 0
  }

  /** The row of a node, or of the first visible node after it. */
  findRow(node: number): number {
    let low = 0
    let high = this.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.nodeAt(middle) < node) low = middle + 1
      else high = middle
    }
    return low
  }

  isOpen(row: number): boolean {
    return row + 1 < this.length && this.nodeAt(row + 1) === this.nodeAt(row) + 1 && this.#hasChildren(row)
  }

  #hasChildren(row: number): boolean {
    const node = this.nodeAt(row)
    return row < this.length && isContainer(this.#tape, node) && findNextAfter(this.#tape, node) > node + 1
  }

  /** Opens a closed row: its children, closed, come after it. */
  open(row: number): void {
    if (this.isOpen(row) || !this.#hasChildren(row)) return
    const node = this.nodeAt(row)
    const after = findNextAfter(this.#tape, node)
    let count = 0
    for (let child = node + 1; child < after; child = findNextAfter(this.#tape, child)) count += 1
    this.#makeRoom(row + 1, count)
    let at = row + 1
    for (let child = node + 1; child < after; child = findNextAfter(this.#tape, child))
      this.#nodes[at++] = child
  }

  /** Closes an open row and everything inside it. */
  close(row: number): void {
    const end = this.findRow(findNextAfter(this.#tape, this.nodeAt(row)))
    this.#nodes.copyWithin(row + 1, end, this.length)
    this.length -= end - row - 1
  }

  /** Opens all nodes around a node; answers with its row. */
  reveal(node: number): number {
    for (const ancestor of findLineage(this.#tape, node).slice(0, -1)) this.open(this.findRow(ancestor))
    return this.findRow(node)
  }

  /** Opens everything down to `depth` levels (1: the root and its children) and nothing deeper; `Infinity` opens all. */
  openTo(depth: number): void {
    const count = this.#count(depth, Infinity)
    this.#nodes = new Uint32Array(count)
    this.length = count
    let row = 0
    for (const node of this.#walk(depth)) this.#nodes[row++] = node
  }

  #count(depth: number, limit: number): number {
    let count = 0
    for (const _ of this.#walk(depth)) if (++count > limit) break
    return count
  }

  *#walk(depth: number): Generator<number> {
    const tape = this.#tape
    const ends: number[] = []
    for (let node = 0; node < tape.length;) {
      while (node >= (ends.at(-1) ?? Infinity)) ends.pop()
      yield node
      if (isContainer(tape, node) && ends.length < depth) {
        ends.push(findNextAfter(tape, node))
        node += 1
      } else node = findNextAfter(tape, node)
    }
  }

  #makeRoom(at: number, count: number): void {
    const length = this.length + count
    if (length > this.#nodes.length) {
      const grown = new Uint32Array(Math.ceil(length * 1.25))
      grown.set(this.#nodes.subarray(0, this.length))
      this.#nodes = grown
    }
    this.#nodes.copyWithin(at + count, at, this.length)
    this.length = length
  }
}
