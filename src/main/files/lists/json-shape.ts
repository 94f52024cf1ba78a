import { MAX_LIST_ROW_LENGTH } from '#shared/model/bounds.ts'

/** Which values of a JSON text are the rows of its list. */
export type JsonRows =
  /** The values that stand one after another (`{…} {…}`). */
  | { readonly kind: 'values' }
  /** The elements of an array, or of several arrays one after another: `[…]`, `[…] […]`. */
  | { readonly kind: 'elements' }
  /** The elements of the array that opens at this character: `{"data": […]}`. */
  | { readonly kind: 'within'; readonly at: number }

interface Container {
  readonly isArray: boolean
  readonly at: number
  readonly depth: number
  /** The first character of its first element; '' while it has none. */
  first: string
  /** Where it closes; null: not in this text. */
  end: number | null
}

/**
 * Looks at the beginning of a JSON text. An object that stands alone is the answer of a service, whose longest array of
 * objects is meant; a short one without such an array is a list of one row. Null: it begins as no JSON list does.
 */
export function jsonRowsOf(head: string, isWhole: boolean): JsonRows | null {
  const containers = containersIn(head)
  const [first, second] = containers.filter(({ depth }) => depth === 0)
  if (first === undefined) return null
  if (first.isArray) {
    const areRows = second?.isArray === true && first.first !== '{' && first.first !== '['
    return { kind: areRows ? 'values' : 'elements' }
  }
  if (second !== undefined) return { kind: 'values' }
  const isShort = first.end !== null && isWhole && first.end - first.at < MAX_LIST_ROW_LENGTH
  const array = likeliestArray(containers, head.length, isShort)
  return array === null ? { kind: 'values' } : { kind: 'within', at: array.at }
}

/** The array of objects that is nearest to the top, and of several the longest. */
function likeliestArray(
  containers: readonly Container[],
  length: number,
  onlyObjects: boolean,
): Container | null {
  const arrays = containers.filter(
    ({ isArray, first }) => isArray && (first === '{' || (!onlyObjects && first !== '')),
  )
  const lengthOf = ({ at, end }: Container): number => (end ?? length) - at
  const holdsObjects = ({ first }: Container): number => (first === '{' ? 0 : 1)
  const [best] = arrays.toSorted(
    (a, b) => holdsObjects(a) - holdsObjects(b) || a.depth - b.depth || lengthOf(b) - lengthOf(a),
  )
  return best ?? null
}

/** Every array and object, in the order in which they open. What stands in texts is none. */
function containersIn(text: string): readonly Container[] {
  const containers: Container[] = []
  const open: Container[] = []
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]|[^\s,:[\]{}"]+/gs)) {
    const parent = open.at(-1)
    if (token === ']' || token === '}') {
      open.pop()
      if (parent !== undefined) parent.end = index
      continue
    }
    if (parent?.first === '') parent.first = token.charAt(0)
    if (token !== '[' && token !== '{') continue
    const container: Container = {
      isArray: token === '[',
      at: index,
      depth: open.length,
      first: '',
      end: null,
    }
    containers.push(container)
    open.push(container)
  }
  return containers
}
