import { toTaskShape } from '#shared/model/facts/fact.ts'
import { isNamed, listChildren, membersNamed, readKey, type Tape } from '#shared/model/json/index.ts'

/**
 * The members that the key of a task means in the results of a job. Keys end in a number that is another one in each workflow: where a
 * result has no task of exactly this key, the tasks count whose keys differ from it by the number alone. Null for every
 * other object, where a name is only itself.
 */
export function findTaskMembers(tape: Tape, parent: number, name: string): readonly number[] | null {
  if (parent === 0 || !isNamed(tape, parent, 'results')) return null
  if (!membersNamed(tape, 0, 'results').includes(parent)) return null
  const exact = membersNamed(tape, parent, name)
  if (exact.length > 0) return exact
  const shape = toTaskShape(name)
  return [...listChildren(tape, parent)].filter((task) => toTaskShape(readKey(tape, task) ?? '') === shape)
}
