import { assertNever } from '#shared/model/assert.ts'
import type { Pattern } from './parse-pattern.ts'

/** A place in a pattern. After a character comes the next step. */
export type PatternStep =
  | { readonly kind: 'character'; readonly fits: (char: string) => boolean }
  | { readonly kind: 'jump'; readonly to: readonly number[] }
  /** Goes on where the text begins or ends. */
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'accept' }

/** A pattern of more steps is not followed: repeats of repeats multiply. */
export const MAX_PATTERN_STEPS = 10_000

/** The steps of a pattern; more than `MAX_PATTERN_STEPS` when it is too large. */
export function compilePattern(pattern: Pattern): readonly PatternStep[] {
  const steps: PatternStep[] = []
  compile(pattern, steps)
  steps.push({ kind: 'accept' })
  return steps
}

function compile(pattern: Pattern, steps: PatternStep[]): void {
  if (steps.length > MAX_PATTERN_STEPS) return
  switch (pattern.kind) {
    case 'character':
    case 'start':
    case 'end':
      steps.push(pattern)
      return
    case 'row':
      for (const part of pattern.parts) compile(part, steps)
      return
    case 'either':
      compileBranches(pattern.branches, steps)
      return
    case 'repeat': {
      for (let time = 0; time < pattern.least && steps.length <= MAX_PATTERN_STEPS; time += 1)
        compile(pattern.part, steps)
      if (pattern.most === null) compileLoop(pattern.part, steps)
      else compileOptional(pattern.part, pattern.most - pattern.least, steps)
      return
    }
    default:
      assertNever(pattern)
  }
}

function compileBranches(branches: readonly Pattern[], steps: PatternStep[]): void {
  const starts: number[] = []
  steps.push({ kind: 'jump', to: starts })
  const ends: number[][] = []
  for (const branch of branches) {
    starts.push(steps.length)
    compile(branch, steps)
    const end: number[] = []
    ends.push(end)
    steps.push({ kind: 'jump', to: end })
  }
  for (const end of ends) end.push(steps.length)
}

function compileLoop(part: Pattern, steps: PatternStep[]): void {
  const fork = steps.length
  const ways = [fork + 1]
  steps.push({ kind: 'jump', to: ways })
  compile(part, steps)
  steps.push({ kind: 'jump', to: [fork] })
  ways.push(steps.length)
}

function compileOptional(part: Pattern, times: number, steps: PatternStep[]): void {
  const exits: number[][] = []
  for (let time = 0; time < times && steps.length <= MAX_PATTERN_STEPS; time += 1) {
    const ways = [steps.length + 1]
    steps.push({ kind: 'jump', to: ways })
    exits.push(ways)
    compile(part, steps)
  }
  for (const ways of exits) ways.push(steps.length)
}
