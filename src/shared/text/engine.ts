import { formatBytes } from '#shared/format/bytes.ts'

/** Words that the engine writes into a job's row. */
export const engineWords = {
  /** Stands in place of a summary when a body is too large to be read through. */
  largeResult: (bytes: number) => `A result of ${formatBytes(bytes)}`,
} as const
