import { deserialize, serialize } from 'node:v8'
import { deflateRawSync, inflateRawSync } from 'node:zlib'

/** Items packed together, so that what they have in common takes memory only once. */
const PORTION_ITEMS = 500

type Portion = Uint8Array<ArrayBuffer>

/** A long list of plain objects in little memory: of a job some 40 bytes in place of some 500. Read in order only. */
export class PackedList<T> implements Iterable<T> {
  #portions: Portion[]
  #last: T[]

  /** Empty, or made from what `detach` of another list returned. */
  constructor(portions: Portion[] = [], last: T[] = []) {
    this.#portions = portions
    this.#last = last
  }

  static from<T>(items: Iterable<T>): PackedList<T> {
    if (items instanceof PackedList) return items
    const list = new PackedList<T>()
    for (const item of items) list.push(item)
    return list
  }

  get length(): number {
    return this.#portions.length * PORTION_ITEMS + this.#last.length
  }

  push(item: T): void {
    this.#last.push(item)
    if (this.#last.length < PORTION_ITEMS) return
    // A copy: what deflates answers with lies in a larger buffer.
    this.#portions.push(new Uint8Array(deflateRawSync(serialize(this.#last), { level: 1 })))
    this.#last = []
  }

  /** Returns its portions and the items after them, and is empty afterwards. */
  detach(): { readonly portions: Portion[]; readonly last: T[] } {
    const taken = { portions: this.#portions, last: this.#last }
    this.#portions = []
    this.#last = []
    return taken
  }

  *[Symbol.iterator](): Generator<T, void, undefined> {
    for (const portion of this.#portions) yield* deserialize(inflateRawSync(portion)) as T[]
    yield* this.#last
  }
}
