import type { ImportGraph } from './import-graph.ts'

/**
 * Files that import each other, directly or by way of others, type imports included: each cycle once, as the list of its
 * files. What Tarjan's algorithm calls a strongly connected component of more than one file.
 */
export function findCycles({ files, edges }: ImportGraph): readonly (readonly string[])[] {
  const importsByFile = new Map<string, string[]>(files.map((file) => [file, []]))
  for (const { from, to } of edges) if (importsByFile.has(to)) importsByFile.get(from)?.push(to)

  const cycles: string[][] = []
  const order = new Map<string, number>()
  const stack: string[] = []
  const onStack = new Set<string>()

  /** Returns the earliest file on the stack that can be reached from this one. */
  const visit = (file: string): number => {
    const own = order.size
    order.set(file, own)
    stack.push(file)
    onStack.add(file)
    let earliest = own
    for (const next of importsByFile.get(file) ?? []) {
      const known = order.get(next)
      if (known === undefined) earliest = Math.min(earliest, visit(next))
      else if (onStack.has(next)) earliest = Math.min(earliest, known)
    }
    if (earliest === own) {
      const members = stack.splice(stack.indexOf(file))
      for (const member of members) onStack.delete(member)
      const importsItself = importsByFile.get(file)?.includes(file) === true
      if (members.length > 1 || importsItself) cycles.push(members.toSorted())
    }
    return earliest
  }
  for (const file of files) if (!order.has(file)) visit(file)
  return cycles
}
