/** What jobs are exported as: fields, formats, presets, and how fields are written on a command line. */
export * from './export-preset.ts'
export * from './export-spec.ts'
export type { ExportedFile } from './exported-file.ts'
export { listExportColumns } from './list-columns.ts'
export { parseFields } from './field-text.ts'
