import { toTaskShape } from '#shared/model/facts/fact.ts'
import { findLineage, listChildren, readKey, toPath, type Tape } from '#shared/model/json/index.ts'

/**
 * The path of a node as a column names it: the key of a task stands without its number, so that the column has values in the results
 * of every workflow. Where the result has another task whose key differs by the number alone, it stays as it is.
 */
export function toColumnPath(tape: Tape, node: number): string {
  const path = toPath(tape, node)
  const [, results, task] = findLineage(tape, node)
  if (results === undefined || task === undefined || readKey(tape, results) !== 'results') return path
  const key = readKey(tape, task)
  const shape = toTaskShape(key ?? '')
  const alike = [...listChildren(tape, results)].filter(
    (other) => toTaskShape(readKey(tape, other) ?? '') === shape,
  )
  if (key === null || alike.length > 1) return path
  const [before, after] = [toPath(tape, results), toPath(tape, task)]
  const named = /^\w+$/.test(key) && /^[A-Za-z_]/.test(shape)
  return named ? `${before}.${shape}${path.slice(after.length)}` : path
}
