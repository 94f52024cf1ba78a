/** Entries of a long list in one text. */
export const PORTION_ENTRIES = 1000

/** A short list as `packed` takes it. */
export const pack = (entries: readonly unknown[]): string[] => [JSON.stringify(entries)]

/** A long list as `packed` takes it: a text for each portion. */
export function packList(entries: readonly unknown[]): string[] {
  const portions: string[] = []
  for (let start = 0; start < entries.length; start += PORTION_ENTRIES)
    portions.push(JSON.stringify(entries.slice(start, start + PORTION_ENTRIES)))
  return portions
}

/** A long payload of an event, packed. */
export const packPayload = (payload: object): string => JSON.stringify(payload)

/** What an event tells: a text is a packed payload, for no payload is a text. */
export const unpackPayload = (payload: unknown): unknown =>
  typeof payload === 'string' ? (JSON.parse(payload) as unknown) : payload
