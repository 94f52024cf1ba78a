import { z } from 'zod'
import { columnSortSchema } from '#shared/model/columns/index.ts'
import {
  exportPresetSchema,
  exportSpecSchema,
  MAX_EXPORT_PRESETS,
  type ExportedFile,
  type ExportPreset,
} from '#shared/model/export/index.ts'
import { rerunInputSchema } from '#shared/model/rerun.ts'
import { route } from './route.ts'

const exportId = z.string().min(1).max(128)
const { from } = rerunInputSchema.shape

export const exportRoutes = {
  /**
   * Writes jobs as a file where the person chooses, and answers when it is there; null when they cancelled. A run is written as its
   * list, in its order, each row with its latest result.
   */
  'exports.start': route<ExportedFile | null>()(
    z.object({
      exportId,
      from,
      /** No more jobs than these. */
      most: z.number().int().min(1).optional(),
      sort: columnSortSchema.nullable(),
      spec: exportSpecSchema,
    }),
  ),
  /** Stops an export: what stood under the name of its file stays. */
  'exports.stop': route<null>()(z.object({ exportId })),
  /** The labels that these jobs have, of many jobs those of the first. */
  'exports.labels': route<readonly string[]>()(z.object({ from })),
  /** The ways to export that the person named, in their order. */
  'exports.presets': route<readonly ExportPreset[]>()(z.undefined()),
  /** Keeps these in place of those before. */
  'exports.keepPresets': route<readonly ExportPreset[]>()(
    z.object({ presets: z.array(exportPresetSchema).max(MAX_EXPORT_PRESETS) }),
  ),
}

export interface ExportEvents {
  /** How many rows of an export are read. */
  'exports.progress': { readonly exportId: string; readonly rows: number; readonly total: number }
}
