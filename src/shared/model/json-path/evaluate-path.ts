import { findNextAfter, isNamed, readKind, type Tape } from '#shared/model/json/index.ts'
import { Budget, DEFAULT_LIMITS, StopError, type PathLimits, type PathStop } from './budget.ts'
import { createConditions } from './conditions.ts'
import type { JsonPath, Segment, Selector } from './path.ts'

/** The members of an object that a name means, where those are not simply all that have it. */
type FindMembers = (tape: Tape, parent: number, name: string) => readonly number[] | null

export interface PathOptions {
  readonly limits?: PathLimits
  readonly findMembers?: FindMembers
}

export interface FoundNodes {
  /** In the order of RFC 9535; of a repeated key every member, in the order of the text. */
  readonly nodes: readonly number[]
  /** Null when all was looked at. Else there may be more nodes. */
  readonly stopped: PathStop | null
}

/** The nodes that a path finds in a JSON text. Bounded in what it looks at and finds; it never throws, and needs no deep stack. */
export function evaluatePath(tape: Tape, path: JsonPath, options: PathOptions = {}): FoundNodes {
  const nodes: number[] = []
  if (tape.length === 0) return { nodes, stopped: null }
  try {
    new Evaluation(tape, options).select(path, 0, nodes)
    return { nodes, stopped: null }
  } catch (cause) {
    if (cause instanceof StopError) return { nodes, stopped: cause.stop }
    throw cause
  }
}

class Evaluation {
  readonly #tape: Tape
  readonly #budget: Budget
  readonly #findMembers: FindMembers | undefined
  readonly #isTrue: ReturnType<typeof createConditions>

  constructor(tape: Tape, { limits = DEFAULT_LIMITS, findMembers }: PathOptions) {
    this.#tape = tape
    this.#budget = new Budget(limits)
    this.#findMembers = findMembers
    this.#isTrue = createConditions(tape, this.#budget, (path, current) => {
      const found: number[] = []
      this.select(path, current, found)
      return found
    })
  }

  /** Adds what the path finds to `into`, beginning at the root or at `current`. */
  select({ from, segments }: JsonPath, current: number, into: number[]): void {
    let nodes: number[] = [from === 'root' ? 0 : current]
    segments.forEach((segment, index) => {
      const next = index === segments.length - 1 ? into : []
      for (const node of nodes) this.#follow(segment, node, next)
      nodes = next
    })
    if (segments.length === 0) into.push(...nodes)
  }

  #follow({ of, selectors }: Segment, node: number, into: number[]): void {
    if (of === 'children') {
      for (const selector of selectors) this.#apply(selector, node, into)
      return
    }
    // What is inside a value follows it on the tape, parents before their children.
    const end = findNextAfter(this.#tape, node)
    for (let inside = node; inside < end; inside += 1) {
      this.#budget.visit()
      for (const selector of selectors) this.#apply(selector, inside, into)
    }
  }

  #apply(selector: Selector, node: number, into: number[]): void {
    const kind = readKind(this.#tape, node)
    if (kind !== 'object' && kind !== 'array') return
    switch (selector.kind) {
      case 'name':
        if (kind === 'object') this.#named(selector.name, node, into)
        return
      case 'all':
        this.#each(node, (child) => this.#add(child, into))
        return
      case 'filter':
        this.#each(node, (child) => {
          if (this.#isTrue(selector.condition, child)) this.#add(child, into)
        })
        return
      case 'index':
        if (kind === 'array') this.#item(selector.index, node, into)
        return
      case 'slice':
        if (kind === 'array') this.#slice(selector, node, into)
        return
    }
  }

  #named(name: string, node: number, into: number[]): void {
    const meant = this.#findMembers?.(this.#tape, node, name) ?? null
    if (meant !== null) for (const child of meant) this.#add(child, into)
    else
      this.#each(node, (child) => {
        if (isNamed(this.#tape, child, name)) this.#add(child, into)
      })
  }

  #item(index: number, node: number, into: number[]): void {
    const place = index < 0 ? this.#items(node).length + index : index
    if (place < 0) return
    const end = findNextAfter(this.#tape, node)
    let at = 0
    for (let child = node + 1; child < end; child = findNextAfter(this.#tape, child)) {
      this.#budget.visit()
      if (at++ === place) return this.#add(child, into)
    }
  }

  #slice({ start, end, step }: Extract<Selector, { kind: 'slice' }>, node: number, into: number[]): void {
    if (step === 0) return
    const items = this.#items(node)
    const { length } = items
    const toPlace = (at: number): number => (at < 0 ? length + at : at)
    const first = toPlace(start ?? (step > 0 ? 0 : length - 1))
    // Without an end, backwards goes on to the first item: one before it cannot be written.
    const last = end === null ? (step > 0 ? length : -1) : toPlace(end)
    if (step > 0) {
      const until = Math.min(last, length)
      for (let at = Math.max(first, 0); at < until; at += step) this.#add(items[at] ?? 0, into)
    } else {
      const until = Math.max(last, -1)
      for (let at = Math.min(first, length - 1); at > until; at += step) this.#add(items[at] ?? 0, into)
    }
  }

  #items(node: number): readonly number[] {
    const items: number[] = []
    this.#each(node, (child) => items.push(child))
    return items
  }

  #each(node: number, visit: (child: number) => void): void {
    const end = findNextAfter(this.#tape, node)
    for (let child = node + 1; child < end; child = findNextAfter(this.#tape, child)) {
      this.#budget.visit()
      visit(child)
    }
  }

  #add(node: number, into: number[]): void {
    this.#budget.visit()
    if (into.length >= this.#budget.limits.found) throw new StopError('found')
    into.push(node)
  }
}
