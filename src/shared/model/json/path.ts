import { readKey, findLineage, findPosition } from './members.ts'
import type { Tape } from './tape.ts'

const SHORT_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

/**
 * The JSONPath (RFC 9535) of a node as people paste it: `$.results['Rights check'].licenses[0]`.
 * Among duplicate keys a JSONPath cannot tell one from another; `toPointer` can.
 */
export function toPath(tape: Tape, node: number): string {
  const lineage = findLineage(tape, node)
  const steps = lineage.slice(1).map((child, index) => {
    const key = readKey(tape, child)
    if (key === null) return `[${findPosition(tape, lineage[index] ?? 0, child)}]`
    return SHORT_NAME.test(key) ? `.${key}` : `['${quoted(key)}']`
  })
  return `$${steps.join('')}`
}

/** Escaped as between the single quotes of a JSONPath. */
function quoted(key: string): string {
  return JSON.stringify(key)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)
}
