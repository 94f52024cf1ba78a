import { assertNever } from '#shared/model/assert.ts'
import { findNextAfter, type Tape } from '#shared/model/json/index.ts'
import type { Budget } from './budget.ts'
import { areEqual, isLess, readValue, type Value } from './values.ts'
import type { Condition, JsonPath, Operand } from './path.ts'
import { createPatterns } from './patterns.ts'

/** The nodes of a path; `@` begins at `current`. */
type Select = (path: JsonPath, current: number) => readonly number[]

/** Says whether a condition holds of a value (RFC 9535, 2.3.5). */
export function createConditions(
  tape: Tape,
  budget: Budget,
  select: Select,
): (condition: Condition, current: number) => boolean {
  const patterns = createPatterns(budget)

  function isTrue(condition: Condition, current: number): boolean {
    budget.visit()
    switch (condition.kind) {
      case 'or':
        return condition.parts.some((part) => isTrue(part, current))
      case 'and':
        return condition.parts.every((part) => isTrue(part, current))
      case 'not':
        return !isTrue(condition.part, current)
      case 'exists':
        return select(condition.path, current).length > 0
      case 'compare':
        return compare(condition, current)
      case 'match':
      case 'search': {
        const text = readOperand(condition.text, current)
        const pattern = readOperand(condition.pattern, current)
        if (text?.kind !== 'string' || pattern?.kind !== 'string') return false
        return patterns.test(pattern.text, text.text, condition.kind === 'match')
      }
      default:
        return assertNever(condition)
    }
  }

  function compare(condition: Extract<Condition, { kind: 'compare' }>, current: number): boolean {
    const left = readOperand(condition.left, current)
    const right = readOperand(condition.right, current)
    const equal = (): boolean => areEqual(tape, left, right, budget)
    switch (condition.sign) {
      case '==':
        return equal()
      case '!=':
        return !equal()
      case '<':
        return isLess(left, right)
      case '<=':
        return isLess(left, right) || equal()
      case '>':
        return isLess(right, left)
      case '>=':
        return isLess(right, left) || equal()
      default:
        return assertNever(condition.sign)
    }
  }

  /** Null: there is none. */
  function readOperand(operand: Operand, current: number): Value | null {
    switch (operand.kind) {
      case 'path': {
        // Of a repeated key the last member counts, as for most readers.
        const node = select(operand.path, current).at(-1)
        return node === undefined ? null : readValue(tape, node)
      }
      case 'value': {
        const [node, ...more] = select(operand.path, current)
        return node === undefined || more.length > 0 ? null : readValue(tape, node)
      }
      case 'count':
        return toNumber(select(operand.path, current).length)
      case 'length':
        return measure(readOperand(operand.of, current))
      case 'string':
      case 'number':
      case 'true':
      case 'false':
      case 'null':
        return operand
      default:
        return assertNever(operand)
    }
  }

  /** Characters of a text, items of an array, members of an object. */
  function measure(value: Value | null): Value | null {
    if (value === null) return null
    if (value.kind === 'string') {
      let characters = 0
      for (const _ of value.text) characters += 1
      return toNumber(characters)
    }
    if (value.kind !== 'container') return null
    let children = 0
    const end = findNextAfter(tape, value.node)
    for (let child = value.node + 1; child < end; child = findNextAfter(tape, child)) {
      budget.visit()
      children += 1
    }
    return toNumber(children)
  }

  return isTrue
}

const toNumber = (number: number): Value => ({ kind: 'number', text: String(number) })
