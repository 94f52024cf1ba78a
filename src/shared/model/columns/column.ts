import { z } from 'zod'
import { assertNever } from '#shared/model/assert.ts'

/** Columns that every job has; `columnField` says how each is drawn and sorted. */
export const COLUMN_FIELDS = [
  'state',
  'source',
  'workflow',
  'verdict',
  'result',
  'duration',
  'started',
  'kept',
  'created',
  'ended',
  'connection',
  'run',
  'jobId',
  'kind',
  'size',
  'resultSize',
  'files',
  'requests',
  'tags',
  'note',
] as const
export type ColumnField = (typeof COLUMN_FIELDS)[number]

/** Facts whose names are listed in one cell. */
export const LISTED_FACTS = ['tasks', 'infections', 'licences', 'fileTypes'] as const
export type ListedFact = (typeof LISTED_FACTS)[number]

const name = z.string().min(1).max(500)

/** What results say (`#shared/model/facts`). Labels are those of the service and of people alike, the surest of each name. */
const factSchema = z.discriminatedUnion('fact', [
  z.object({
    kind: z.literal('fact'),
    fact: z.literal('tags'),
    /** All labels in one line, the surest first · how many there are · the confidence and name of the surest. */
    shows: z.enum(['joined', 'count', 'best']),
    /** Only labels with this confidence or more; 0 takes those without a confidence as well. */
    atLeast: z.number().min(0).max(100),
  }),
  /** The confidence of one label. */
  z.object({ kind: z.literal('fact'), fact: z.literal('tag'), name }),
  /** A yes or no of a task: `sfw`, `infected`, `phishing`, `copyright`, `detected`. */
  z.object({ kind: z.literal('fact'), fact: z.literal('flag'), name }),
  z.object({ kind: z.literal('fact'), fact: z.enum(LISTED_FACTS) }),
  z.object({ kind: z.literal('fact'), fact: z.literal('sentiment') }),
  /** Bytes of the largest produced file. */
  z.object({ kind: z.literal('fact'), fact: z.literal('fileSize') }),
])

/** A column of a list of jobs. */
export const columnSchema = z.union([
  z.object({ kind: z.literal('field'), field: z.enum(COLUMN_FIELDS) }),
  /** A further column of the sheet that the sources came from. */
  z.object({ kind: z.literal('label'), name }),
  factSchema,
  /** A JSON path (RFC 9535) into the result. */
  z.object({ kind: z.literal('path'), path: z.string().min(1).max(2000) }),
])
export type JobColumn = z.infer<typeof columnSchema>
export type FactColumn = Extract<JobColumn, { kind: 'fact' }>

/** Names a column: two columns have the same key when they show the same. */
export function columnKey(column: JobColumn): string {
  switch (column.kind) {
    case 'field':
      return `field ${column.field}`
    case 'label':
      return `label ${column.name}`
    case 'path':
      return `path ${column.path}`
    case 'fact':
      return `fact ${factKey(column)}`
    default:
      return assertNever(column)
  }
}

function factKey(column: FactColumn): string {
  if (column.fact === 'tags') return `tags ${column.shows} ${column.atLeast}`
  if (column.fact === 'tag' || column.fact === 'flag') return `${column.fact} ${column.name}`
  return column.fact
}
