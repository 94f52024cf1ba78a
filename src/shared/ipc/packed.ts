/** Entries of a long list in one text. */
export const PORTION_ENTRIES = 1000

/** A short list as `packed` takes it. */
export const pack = (entries: readonly unknown[]): string[] => [JSON.stringify(entries)]

/** A long payload of an event, packed. */
export const packPayload = (payload: object): string => JSON.stringify(payload)

/** What an event tells: a text is a packed payload, for no payload is a text. */
export const unpackPayload = (payload: unknown): unknown =>
  typeof payload === 'string' ? (JSON.parse(payload) as unknown) : payload
