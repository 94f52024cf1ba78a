import { assertNever } from '#shared/model/assert.ts'
import type { PathValue, PathValues } from './read-path-values.ts'

/** Values of one job that are shown in a list. */
export const MAX_SHOWN_VALUES = 5

/**
 * The values of a path as one cell of a list. One value stays what it is; several stand in one line, with how many more there are.
 * A list shows as `[3]`, an object as `{3}`: how many values are in it. Null: there is none.
 */
export function describeValues({
  values,
  count,
}: Pick<PathValues, 'values' | 'count'>): string | number | boolean | null {
  const [first] = values
  if (first === undefined) return null
  if (first.type === 'unread') return '?'
  if (values.length === 1 && count === 1) return toCell(first)
  const shown = values.slice(0, MAX_SHOWN_VALUES).map((value) => String(toCell(value)))
  const more = count - shown.length
  return more > 0 ? `${shown.join(', ')} +${more}` : shown.join(', ')
}

function toCell({ type, number, text }: PathValue): string | number | boolean {
  switch (type) {
    case 'list':
      return `[${number ?? 0}]`
    case 'object':
      return `{${number ?? 0}}`
    case 'boolean':
      return number === 1
    case 'number':
      // A number that JavaScript would write in another way stays as it is written.
      return number !== null && String(number) === text ? number : text
    case 'text':
    case 'null':
    case 'unread':
      return text
    default:
      return assertNever(type)
  }
}
