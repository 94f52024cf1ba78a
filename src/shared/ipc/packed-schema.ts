import { z } from 'zod'

/**
 * A long list, packed: a text crosses the bridge in one copy, ten thousand objects one by one. In it goes as JSON texts
 * of a portion each, so that the page can draw between two of them; out come the entries in their order.
 */
export const packedSchema = <Entry extends z.ZodType>(entry: Entry, most: number) =>
  z
    .array(z.string())
    .transform((portions, context) => {
      const entries: unknown[] = []
      for (const portion of portions) {
        const read = readEntries(portion)
        if (read === null) {
          context.addIssue({ code: 'custom', message: 'a portion is no list' })
          return z.NEVER
        }
        for (const each of read) entries.push(each)
      }
      return entries
    })
    .pipe(z.array(entry).max(most))

function readEntries(portion: string): readonly unknown[] | null {
  try {
    const read: unknown = JSON.parse(portion)
    return Array.isArray(read) ? read : null
  } catch {
    return null
  }
}
