import { z } from 'zod'

/**
 * The id of a command, made by the caller for each press: asked again under the same id, a command answers as before and
 * changes nothing.
 */
export const commandId = z.object({ commandId: z.string().min(8).max(64) })
