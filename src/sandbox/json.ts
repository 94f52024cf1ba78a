/** A value as JSON knows it, for bodies that this server writes. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** An object read from JSON, with unchecked members. */
export type JsonRecord = Readonly<Record<string, unknown>>

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object in a JSON text, or null for anything else. */
export function parseRecord(text: string): JsonRecord | null {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}

/** A member that is a text and not empty, or null. */
export function readText(record: JsonRecord, key: string): string | null {
  const value = record[key]
  return typeof value === 'string' && value !== '' ? value : null
}

/** A member that is a whole number, or null. */
export function readInteger(record: JsonRecord, key: string): number | null {
  const value = record[key]
  return Number.isSafeInteger(value) ? (value as number) : null
}
