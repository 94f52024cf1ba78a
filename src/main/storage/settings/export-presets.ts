import { z } from 'zod'
import type { AppError } from '#shared/errors/app-error.ts'
import { foldText } from '#shared/format/fold.ts'
import { exportPresetSchema, MAX_EXPORT_PRESETS, type ExportPreset } from '#shared/model/export/index.ts'
import type { Result } from '#shared/model/result.ts'
import { openSettingsFile } from './settings-file.ts'

const fileSchema = z.object({
  version: z.literal(1),
  presets: z.array(exportPresetSchema).max(MAX_EXPORT_PRESETS).transform(withoutRepeatedNames),
})

/** The ways to export that the person named, in `exports.json`. */
export interface ExportPresetStore {
  list(): readonly ExportPreset[]
  /** Keeps these in place of those before. */
  keep(presets: readonly ExportPreset[]): Result<null>
  readonly notice: AppError | null
}

export function openExportPresets(folder: string): ExportPresetStore {
  const file = openSettingsFile(folder, {
    name: 'exports',
    schema: fileSchema,
    initial: { version: 1 as const, presets: [] },
    migrations: [],
    salvage: ({ presets }) => ({ version: 1, presets: salvagePresets(presets) }),
  })
  return {
    list: () => file.read().presets,
    keep: (presets) => file.write({ version: 1, presets: withoutRepeatedNames(presets) }),
    notice: file.notice,
  }
}

/** The presets of a file that can be read one by one. */
function salvagePresets(found: unknown): ExportPreset[] {
  if (!Array.isArray(found)) return []
  const presets = found.flatMap((one) => {
    const parsed = exportPresetSchema.safeParse(one)
    return parsed.success ? [parsed.data] : []
  })
  return withoutRepeatedNames(presets).slice(0, MAX_EXPORT_PRESETS)
}

/** Of several with one name the last. */
function withoutRepeatedNames(presets: readonly ExportPreset[]): ExportPreset[] {
  return [...new Map(presets.map((preset) => [foldText(preset.name), preset])).values()]
}
