import { z } from 'zod'
import { CONNECTION_COLOURS } from './connection-facts.ts'
import { storeOptionsSchema } from './upload.ts'

/** The longest list of sources that is kept over a restart: it is written whole, again and again. */
export const MAX_KEPT_SOURCES = 20_000

/** A pasted line, or a cell of a list, as it stood in the source area. */
export const keptLineSchema = z.object({
  text: z.string().max(32_768),
  row: z.number().int().nullable(),
  list: z.string().nullable(),
  labels: z.record(z.string(), z.string()).nullable(),
  ticked: z.boolean(),
  asUrl: z.boolean(),
  /** Its place among lines and files, from 0; missing in what an older version kept: the lines came first. */
  order: z.number().int().min(0).optional(),
})
export type KeptLine = z.infer<typeof keptLineSchema>

/** Lines in one text of `KeptDraft.lines`. */
export const KEPT_LINES_PER_PORTION = 1000

/** Packs lines: a JSON text for each portion of them. */
export function packKeptLines(lines: readonly unknown[]): string[] {
  const portions: string[] = []
  for (let start = 0; start < lines.length; start += KEPT_LINES_PER_PORTION)
    portions.push(JSON.stringify(lines.slice(start, start + KEPT_LINES_PER_PORTION)))
  return portions
}

/** The form of a connection as it was typed, without its secrets. Null: of a new one. */
const keptConnectionFormSchema = z.object({
  connectionId: z.string().nullable(),
  fields: z.object({
    name: z.string(),
    apiKey: z.string(),
    colour: z.enum(CONNECTION_COLOURS),
    production: z.boolean(),
    security: z.enum(['none', 'policy', 'secret']),
    hosts: z.object({ cdn: z.string(), api: z.string(), upload: z.string() }),
    sourceEncoding: z.enum(['percent', 'base64']),
    store: storeOptionsSchema,
    limits: z.object({
      concurrency: z.string(),
      perSecond: z.string(),
      perRun: z.string(),
      perDay: z.string(),
    }),
    /** As typed, between commas. */
    secretParameters: z.string().default(''),
  }),
})
export type KeptConnectionForm = z.infer<typeof keptConnectionFormSchema>

/** The form that adds a workflow, as it was typed. */
const keptWorkflowFormSchema = z.object({ connectionId: z.string(), id: z.string(), name: z.string() })
export type KeptWorkflowForm = z.infer<typeof keptWorkflowFormSchema>

/** What a person has prepared and not run, and half-filled forms: kept over a restart, but for what is a secret. */
export const keptDraftSchema = z.object({
  /** Packed, a JSON text for each portion: 20,000 objects take longer to copy and to write than a window may stand still. */
  lines: z.array(z.string()),
  /** Files, in their order: their paths as they are kept, their ids as the page tells them. */
  files: z.array(z.string()).max(MAX_KEPT_SOURCES),
  /** What each of the files is called in the list (`photos/2026/a.jpg`), in the same order. */
  fileNames: z.array(z.string()).max(MAX_KEPT_SOURCES).default([]),
  /** The place of each of the files among lines and files, in the same order. */
  fileOrder: z.array(z.number().int().min(0)).max(MAX_KEPT_SOURCES).default([]),
  /** What stands in the field to type a source into. */
  typed: z.string().max(32_768),
  /** How many sources are not kept: links that carry a signature, and lists that are too long. */
  left: z.number().int().min(0),
  connectionForm: keptConnectionFormSchema.nullable(),
  workflowForm: keptWorkflowFormSchema.nullable(),
})
export type KeptDraft = z.infer<typeof keptDraftSchema>

export const NO_DRAFT: KeptDraft = {
  lines: [],
  files: [],
  fileNames: [],
  fileOrder: [],
  typed: '',
  left: 0,
  connectionForm: null,
  workflowForm: null,
}
