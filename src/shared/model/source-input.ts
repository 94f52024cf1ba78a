import { z } from 'zod'

/** A source as the window sends it; a URL travels whole, main seals it where its query signs it. */
export const sourceInputSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('handle'), handle: z.string().min(1).max(64) }),
  z.object({ kind: z.literal('url'), url: z.url().max(16_384) }),
  z.object({
    kind: z.literal('alias'),
    alias: z.string().min(1).max(256),
    path: z.string().min(1).max(4096),
  }),
  /** A file that main has found (`files.found`). With a handle, the file is not uploaded: these bytes are there. */
  z.object({
    kind: z.literal('file'),
    fileId: z.string().min(1),
    handle: z.string().min(1).max(64).optional(),
  }),
])
export type SourceInput = z.infer<typeof sourceInputSchema>
