import { formatBytes } from '#shared/format/bytes.ts'

/** Words that the engine writes into a job's row. */
export const engineWords = {
  /** In place of a summary: a body this large is kept, but not read through. */
  largeResult: (bytes: number) => `A result of ${formatBytes(bytes)}`,
} as const
