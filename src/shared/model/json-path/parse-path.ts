import { fail, ok, type Result } from '#shared/model/result.ts'
import { PathError, PathScanner, type PathProblem } from './path-scanner.ts'
import {
  isSingular,
  SIGNS,
  type Condition,
  type JsonPath,
  type Operand,
  type Segment,
  type Selector,
} from './path.ts'

const FUNCTIONS: ReadonlySet<string> = new Set(['length', 'count', 'value', 'match', 'search'])
/** Nobody writes a longer one by hand. */
const MAX_PATH_LENGTH = 2000
/** Filters within filters, brackets and functions within each other. */
const MAX_DEPTH = 50

/** Reads a path of RFC 9535, from its `$` to its last character. Never throws. It takes time in proportion to the text. */
export function parsePath(text: string): Result<JsonPath, PathProblem> {
  try {
    return ok(new PathParser(text).whole())
  } catch (cause) {
    if (cause instanceof PathError) return fail(cause.problem)
    throw cause
  }
}

/** What stands in a condition before it is known whether it is compared. */
type Part =
  | { readonly is: 'operand'; readonly operand: Operand }
  | { readonly is: 'path'; readonly path: JsonPath }
  | { readonly is: 'condition'; readonly condition: Condition }

class PathParser {
  readonly #scanner: PathScanner
  #depth = 0

  constructor(text: string) {
    this.#scanner = new PathScanner(text)
  }

  whole(): JsonPath {
    const scanner = this.#scanner
    if (scanner.text.length > MAX_PATH_LENGTH) scanner.fail('length')
    scanner.expect('$')
    const path = this.#path('root')
    if (!scanner.isAtEnd) scanner.fail()
    return path
  }

  /** What follows `$` or `@`. */
  #path(from: JsonPath['from']): JsonPath {
    const scanner = this.#scanner
    const segments: Segment[] = []
    for (;;) {
      const behind = scanner.at
      scanner.skipBlanks()
      const segment = this.#segment()
      if (segment === null) {
        // Blanks behind the last segment are not the path's own.
        scanner.at = behind
        return { from, segments }
      }
      segments.push(segment)
    }
  }

  #segment(): Segment | null {
    const scanner = this.#scanner
    if (scanner.take('..')) {
      const selectors = scanner.peek('[') ? this.#bracket() : [this.#shorthand()]
      return { of: 'descendants', selectors }
    }
    if (scanner.take('.')) return { of: 'children', selectors: [this.#shorthand()] }
    return scanner.peek('[') ? { of: 'children', selectors: this.#bracket() } : null
  }

  #shorthand(): Selector {
    const scanner = this.#scanner
    if (scanner.take('*')) return { kind: 'all' }
    return { kind: 'name', name: scanner.name() ?? scanner.fail() }
  }

  #bracket(): readonly Selector[] {
    const scanner = this.#scanner
    scanner.expect('[')
    const selectors: Selector[] = []
    do {
      scanner.skipBlanks()
      selectors.push(this.#selector())
      scanner.skipBlanks()
    } while (scanner.take(','))
    scanner.expect(']')
    return selectors
  }

  #selector(): Selector {
    const scanner = this.#scanner
    if (scanner.peek('"') || scanner.peek("'")) return { kind: 'name', name: scanner.string() }
    if (scanner.take('*')) return { kind: 'all' }
    if (scanner.take('?')) {
      scanner.skipBlanks()
      return { kind: 'filter', condition: this.#within(() => this.#either()) }
    }
    const start = scanner.integer()
    const behind = scanner.at
    scanner.skipBlanks()
    if (scanner.take(':')) return this.#slice(start)
    scanner.at = behind
    return { kind: 'index', index: start ?? scanner.fail() }
  }

  /** What follows the first colon of a slice. */
  #slice(start: number | null): Selector {
    const scanner = this.#scanner
    scanner.skipBlanks()
    const end = scanner.integer()
    scanner.skipBlanks()
    let step: number | null = null
    if (scanner.take(':')) {
      scanner.skipBlanks()
      step = scanner.integer()
    }
    return { kind: 'slice', start, end, step: step ?? 1 }
  }

  #either(): Condition {
    return this.#chain('or', '||', () => this.#chain('and', '&&', () => this.#condition()))
  }

  #chain(kind: 'or' | 'and', sign: string, read: () => Condition): Condition {
    const scanner = this.#scanner
    const first = read()
    const parts = [first]
    for (;;) {
      const behind = scanner.at
      scanner.skipBlanks()
      if (!scanner.take(sign)) {
        scanner.at = behind
        return parts.length === 1 ? first : { kind, parts }
      }
      scanner.skipBlanks()
      parts.push(read())
    }
  }

  #condition(): Condition {
    const scanner = this.#scanner
    const from = scanner.at
    const isNot = scanner.take('!')
    if (isNot) scanner.skipBlanks()
    if (scanner.take('(')) {
      const part = this.#within(() => {
        scanner.skipBlanks()
        const inner = this.#either()
        scanner.skipBlanks()
        scanner.expect(')')
        return inner
      })
      return isNot ? { kind: 'not', part } : part
    }
    const left = this.#part()
    const behind = scanner.at
    scanner.skipBlanks()
    const sign = isNot ? undefined : SIGNS.find((match) => scanner.take(match))
    if (sign !== undefined) {
      scanner.skipBlanks()
      const leftOperand = this.#toOperand(left, from)
      const rightFrom = scanner.at
      return { kind: 'compare', sign, left: leftOperand, right: this.#toOperand(this.#part(), rightFrom) }
    }
    scanner.at = behind
    const part = this.#toCondition(left, from)
    return isNot ? { kind: 'not', part } : part
  }

  #part(): Part {
    const scanner = this.#scanner
    if (scanner.take('@')) return { is: 'path', path: this.#path('current') }
    if (scanner.take('$')) return { is: 'path', path: this.#path('root') }
    const name = scanner.functionName()
    if (name !== null) return this.#within(() => this.#function(name))
    return { is: 'operand', operand: scanner.literal() ?? scanner.fail() }
  }

  /** What follows the name of a function. */
  #function(name: string): Part {
    const scanner = this.#scanner
    const from = scanner.at - name.length
    if (!FUNCTIONS.has(name)) scanner.fail('function', from)
    scanner.expect('(')
    scanner.skipBlanks()
    const part = this.#call(name)
    scanner.skipBlanks()
    scanner.expect(')')
    return part
  }

  #call(name: string): Part {
    const scanner = this.#scanner
    switch (name) {
      case 'length':
        return { is: 'operand', operand: { kind: 'length', of: this.#valueArgument() } }
      case 'count':
      case 'value': {
        const argumentFrom = scanner.at
        const part = this.#part()
        if (part.is !== 'path') return scanner.fail('type', argumentFrom)
        return { is: 'operand', operand: { kind: name, path: part.path } }
      }
      case 'match':
      case 'search': {
        const text = this.#valueArgument()
        scanner.skipBlanks()
        scanner.expect(',')
        scanner.skipBlanks()
        return { is: 'condition', condition: { kind: name, text, pattern: this.#valueArgument() } }
      }
      default:
        return scanner.fail('function')
    }
  }

  #valueArgument(): Operand {
    const from = this.#scanner.at
    return this.#toOperand(this.#part(), from)
  }

  #toOperand(part: Part, from: number): Operand {
    if (part.is === 'operand') return part.operand
    if (part.is === 'path' && isSingular(part.path)) return { kind: 'path', path: part.path }
    return this.#scanner.fail('type', from)
  }

  #toCondition(part: Part, from: number): Condition {
    if (part.is === 'condition') return part.condition
    if (part.is === 'path') return { kind: 'exists', path: part.path }
    return this.#scanner.fail('type', from)
  }

  #within<T>(read: () => T): T {
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) this.#scanner.fail('depth')
    const value = read()
    this.#depth -= 1
    return value
  }
}
