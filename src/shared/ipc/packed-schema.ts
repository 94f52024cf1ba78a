import { z } from 'zod'

/** Entries are checked for so long before the event loop gets its turn, ms. */
const TURN_MS = 8

/**
 * A long list, packed: a text crosses the bridge in one copy, ten thousand objects one by one. In it goes as JSON texts
 * of a portion each, so that the page can draw between two of them; out come the entries in their order. It is parsed
 * asynchronously, in turns, so that main answers meanwhile.
 */
export const packedSchema = <Entry extends z.ZodType>(entry: Entry, most: number) => {
  const portionSchema = z.array(entry)
  return z.array(z.string()).transform(async (portions, context) => {
    const entries: z.output<Entry>[] = []
    let begunAt = Date.now()
    for (const portion of portions) {
      const read = portionSchema.safeParse(readJson(portion))
      if (!read.success || entries.length + read.data.length > most) {
        context.addIssue({
          code: 'custom',
          message: read.success ? `more than ${most} entries` : toReason(read.error),
        })
        return z.NEVER
      }
      for (const each of read.data) entries.push(each)
      if (Date.now() - begunAt < TURN_MS) continue
      await nextTurn()
      begunAt = Date.now()
    }
    return entries
  })
}

/** The page and Node both have it; this folder knows the types of neither. */
declare function setTimeout(callback: () => void): unknown

const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

/** What is no JSON is no list either. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const toReason = (error: z.ZodError): string => error.issues[0]?.message ?? 'an entry does not fit'
