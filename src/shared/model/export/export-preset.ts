import { z } from 'zod'
import { exportSpecSchema } from './export-spec.ts'

export const MAX_EXPORT_PRESETS = 200
export const MAX_PRESET_NAME = 80

/** A way to export that the person named. Names are told apart by their letters, not by their case. */
export const exportPresetSchema = z.object({
  name: z.string().trim().min(1).max(MAX_PRESET_NAME),
  spec: exportSpecSchema,
})
export type ExportPreset = z.infer<typeof exportPresetSchema>
