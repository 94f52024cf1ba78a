import { toColumnPath } from '#shared/model/json-path/index.ts'
import {
  buildTape,
  findLineage,
  nodeAt,
  toPath,
  toPointer,
  type Break,
  type Tape,
} from '#shared/model/json/index.ts'
import { resultTasks, type ResultTask } from './result-tasks.ts'
import { search } from './search.ts'
import { TextRows, type TextRow } from './text-rows.ts'
import { TreeRows, type TreeRow } from './tree-rows.ts'
import { VisibleRows } from './visible-rows.ts'

/** What is known of a body once it was opened. */
export interface DocumentSummary {
  readonly bytes: number
  readonly treeRows: number
  /** The number of values in the whole body. */
  readonly values: number
  /** Where it stops being JSON; null when all of it is. */
  readonly broken: Break | null
}

/** Bodies up to this size are given as one text. */
const WHOLE_TEXT_BYTES = 256 * 1024

/** The body of a result with its tree, its search and its text: all that the view of a job asks the worker for. */
export class JsonDocument {
  readonly #tape: Tape
  readonly #visible: VisibleRows
  readonly #tree: TreeRows
  /** Made when the text is asked for the first time, since it reads every byte. */
  #text: TextRows | undefined
  #found: Uint32Array = new Uint32Array(0)

  constructor(bytes: Uint8Array) {
    this.#tape = buildTape(bytes)
    this.#visible = new VisibleRows(this.#tape)
    this.#tree = new TreeRows(this.#tape, this.#visible)
  }

  summary(): DocumentSummary {
    const { bytes, length, broken } = this.#tape
    return {
      bytes: bytes.length,
      treeRows: this.#visible.length,
      values: length,
      broken,
    }
  }

  treeRows(from: number, to: number): TreeRow[] {
    return this.#tree.window(from, to)
  }

  /** Opens or closes a row; answers with the number of rows after it. */
  setOpen(row: number, open: boolean): number {
    if (open) this.#visible.open(row)
    else if (this.#visible.isOpen(row)) this.#visible.close(row)
    return this.#visible.length
  }

  /** Opens down to `levels`, closes what is deeper; answers with the number of rows. */
  openTo(levels: number): number {
    this.#visible.openTo(levels)
    return this.#visible.length
  }

  /** The row of the node this row lies in, or -1 for the root. */
  parentRow(row: number): number {
    const parent = findLineage(this.#tape, this.#visible.nodeAt(row)).at(-2)
    return parent === undefined ? -1 : this.#visible.findRow(parent)
  }

  /** Searches keys and values; answers with how many nodes match. */
  find(text: string): number {
    this.#found = search(this.#tape, text)
    return this.#found.length
  }

  /** Opens all nodes around a match; answers with the row of the match and the number of rows. */
  reveal(match: number): { readonly row: number; readonly rows: number } {
    const row = this.#visible.reveal(this.#found[match] ?? 0)
    return { row, rows: this.#visible.length }
  }

  /** The same for the node that a pointer names; for the root when it names none. */
  revealPointer(pointer: string): { readonly row: number; readonly rows: number } {
    const row = this.#visible.reveal(Math.max(0, nodeAt(this.#tape, pointer)))
    return { row, rows: this.#visible.length }
  }

  /** The names of a node: the pointer finds exactly it, the path is for people. */
  names(node: number): { readonly pointer: string; readonly path: string } {
    return { pointer: toPointer(this.#tape, node), path: toPath(this.#tape, node) }
  }

  /** The path of a node as a column of many results. */
  columnPath(node: number): string {
    return toColumnPath(this.#tape, node)
  }

  /** How many lines the text has, and how many rows it takes to show them. */
  textSize(): { readonly lines: number; readonly rows: number } {
    const { lines, length } = this.#rowsOfText()
    return { lines, rows: length }
  }

  textRows(from: number, to: number): TextRow[] {
    return this.#rowsOfText().window(from, to)
  }

  /** The whole text of a small body; null for a larger one. */
  wholeText(): string | null {
    const { bytes } = this.#tape
    if (bytes.length > WHOLE_TEXT_BYTES) return null
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  }

  tasks(): ResultTask[] {
    return resultTasks(this.#tape)
  }

  #rowsOfText(): TextRows {
    this.#text ??= new TextRows(this.#tape.bytes)
    return this.#text
  }
}
