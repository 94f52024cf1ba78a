import { StopError, type Budget } from './budget.ts'
import { parsePattern } from './parse-pattern.ts'
import { compilePattern, MAX_PATTERN_STEPS, type PatternStep } from './compile-pattern.ts'

/** Different patterns that are kept; they may come out of the values themselves. */
const MAX_KEPT_PATTERNS = 100

/**
 * Tests texts against I-Regexps (RFC 9485): all states of a pattern are followed at once, so that no pattern takes longer than
 * its size times the length of the text. A pattern that is none matches nothing, as RFC 9535 wants it.
 */
export function createPatterns(budget: Budget) {
  const kept = new Map<string, readonly PatternStep[] | null>()

  function compiled(pattern: string): readonly PatternStep[] | null {
    const known = kept.get(pattern)
    if (known !== undefined) return known
    const parsed = parsePattern(pattern)
    const steps = parsed === null ? null : compilePattern(parsed)
    if (steps !== null && steps.length > MAX_PATTERN_STEPS) throw new StopError('pattern')
    if (kept.size >= MAX_KEPT_PATTERNS) kept.clear()
    kept.set(pattern, steps)
    return steps
  }

  return {
    /** `isWhole`: from the first to the last character; else anywhere. */
    test(pattern: string, text: string, isWhole: boolean): boolean {
      const steps = compiled(pattern)
      return steps !== null && run(steps, text, isWhole, budget)
    },
  }
}

function run(steps: readonly PatternStep[], text: string, isWhole: boolean, budget: Budget): boolean {
  let current = new StateSet(steps, budget)
  let next = new StateSet(steps, budget)
  let at = 0
  current.add(0, true, text === '')
  for (const char of text) {
    if (!isWhole && current.isAccepting) return true
    if (current.states.length === 0) return false
    next.clear()
    at += char.length
    const isEnd = at === text.length
    for (const state of current.states) {
      budget.visit()
      const step = steps[state]
      if (step?.kind === 'character' && step.fits(char)) next.add(state + 1, false, isEnd)
    }
    if (!isWhole) next.add(0, false, isEnd)
    ;[current, next] = [next, current]
  }
  return current.isAccepting
}

/** The places of a pattern at which a text has arrived, each once. */
class StateSet {
  readonly states: number[] = []
  isAccepting = false
  readonly #steps: readonly PatternStep[]
  readonly #budget: Budget
  readonly #has: Uint8Array

  constructor(steps: readonly PatternStep[], budget: Budget) {
    this.#steps = steps
    this.#budget = budget
    this.#has = new Uint8Array(steps.length)
  }

  clear(): void {
    this.states.length = 0
    this.#has.fill(0)
    this.isAccepting = false
  }

  /** With all that is reached from there without a character. */
  add(from: number, isStart: boolean, isEnd: boolean): void {
    const open = [from]
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      if (this.#has[state] === 1) continue
      this.#budget.visit()
      this.#has[state] = 1
      const step = this.#steps[state]
      if (step?.kind === 'character') this.states.push(state)
      else if (step?.kind === 'accept') this.isAccepting = true
      else if (step?.kind === 'jump') open.push(...step.to)
      else if (step !== undefined && (step.kind === 'start' ? isStart : isEnd)) open.push(state + 1)
    }
  }
}
