/** Longest name of a parameter that is taken, in UTF-16 units. */
const MAX_SECRET_PARAMETER_LENGTH = 100
/** Most names that a connection says. */
export const MAX_SECRET_PARAMETERS = 50

const PARAMETER_NAME = /^[^\s&;=?#,/]+$/

const known = new Set<string>()
const listeners = new Set<(names: readonly string[]) => void>()

/**
 * From now on, a link with one of these parameters is a secret, as one with `token` or `signature` is. A name belongs to the
 * process, not to a connection, and is never forgotten: the same link is met in lists, answers and logs of every connection.
 */
export function learnSecretParameters(names: readonly string[]): void {
  const news = names.map(toComparable).filter((name) => name !== '' && !known.has(name))
  if (news.length === 0) return
  for (const name of news) known.add(name)
  for (const listener of listeners) listener(news)
}

/** Every name that was said so far. */
export const listSecretParameters = (): readonly string[] => [...known]

/** Calls the listener with every name that is said from now on; the returned function ends it. */
export function subscribeSecretParameters(listener: (names: readonly string[]) => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Did a person say that this parameter is a secret? Capital letters do not count. */
export const isSecretParameter = (name: string): boolean => known.size > 0 && known.has(toComparable(name))

/** Names as they are typed, between commas or blanks; null when one cannot be the name of a parameter. */
export function parseSecretParameters(typed: string): readonly string[] | null {
  const names = typed.split(/[\s,]+/).filter((name) => name !== '')
  const isFit = names.every((name) => isParameterName(name)) && names.length <= MAX_SECRET_PARAMETERS
  return isFit ? [...new Set(names)] : null
}

/** Can a URL have a parameter of this name? */
export const isParameterName = (name: string): boolean =>
  name.length <= MAX_SECRET_PARAMETER_LENGTH && PARAMETER_NAME.test(name)

const toComparable = (name: string): string => name.trim().toLowerCase()
