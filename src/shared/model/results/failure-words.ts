import { isFields } from './value.ts'

/** The names under which the service says what went wrong, the most telling first. */
const NAMES = ['error', 'errors', 'message', 'msg', 'reason', 'detail', 'details'] as const
const MAX_CHARACTERS = 200
const MAX_DEPTH = 6

/** What a failed answer says of why, in one line: of the answer itself, else of the first task that says something. */
export function findFailureWords(answer: unknown): string | null {
  const words = search(answer, 0)
  if (words === null) return null
  const line = words.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return line.length <= MAX_CHARACTERS ? line : `${line.slice(0, MAX_CHARACTERS - 1).toWellFormed()}…`
}

function search(value: unknown, depth: number): string | null {
  if (depth > MAX_DEPTH) return null
  if (Array.isArray(value)) return findFirst(value, depth)
  if (!isFields(value)) return null
  for (const name of NAMES) {
    const said = value[name]
    if (typeof said === 'string' && said.trim() !== '') return said
    const inner = search(said, depth + 1)
    if (inner !== null) return inner
  }
  return findFirst(Object.values(value), depth)
}

function findFirst(values: readonly unknown[], depth: number): string | null {
  for (const value of values) {
    const found = search(value, depth + 1)
    if (found !== null) return found
  }
  return null
}
