/** A query of JSONPath (RFC 9535), as it was read. */
export interface JsonPath {
  /** Within a filter, `@` begins at the value that is looked at. */
  readonly from: 'root' | 'current'
  readonly segments: readonly Segment[]
}

export interface Segment {
  /** `descendants`: of the value itself and of everything inside it. */
  readonly of: 'children' | 'descendants'
  readonly selectors: readonly Selector[]
}

export type Selector =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'all' }
  | { readonly kind: 'index'; readonly index: number }
  | {
      readonly kind: 'slice'
      readonly start: number | null
      readonly end: number | null
      readonly step: number
    }
  | { readonly kind: 'filter'; readonly condition: Condition }

/** What is true or false of a value. */
export type Condition =
  | { readonly kind: 'or' | 'and'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'exists'; readonly path: JsonPath }
  | { readonly kind: 'compare'; readonly sign: Sign; readonly left: Operand; readonly right: Operand }
  /** `match` is about the whole text, `search` about any part of it. */
  | { readonly kind: 'match' | 'search'; readonly text: Operand; readonly pattern: Operand }

export const SIGNS = ['==', '!=', '<=', '>=', '<', '>'] as const
type Sign = (typeof SIGNS)[number]

/** What gives one value, or none. */
export type Operand =
  | Literal
  /** Of a path that gives at most one node. */
  | { readonly kind: 'path'; readonly path: JsonPath }
  | { readonly kind: 'length'; readonly of: Operand }
  | { readonly kind: 'count' | 'value'; readonly path: JsonPath }

export type Literal =
  | { readonly kind: 'string'; readonly text: string }
  /** As it is written: its digits are exact. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'true' | 'false' | 'null' }

/** Whether a path gives at most one node, whatever the value. */
export const isSingular = ({ segments }: JsonPath): boolean =>
  segments.every(
    ({ of, selectors: [only, ...more] }) =>
      of === 'children' && more.length === 0 && (only?.kind === 'name' || only?.kind === 'index'),
  )
