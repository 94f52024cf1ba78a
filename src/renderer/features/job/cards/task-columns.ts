import { assertNever } from '#shared/model/assert.ts'
import {
  CAPTION_PATH,
  nameColumn,
  TEXT_PATH,
  type FactColumn,
  type JobColumn,
} from '#shared/model/columns/index.ts'
import type { Tag } from '#shared/model/results/index.ts'
import type { ShownTask } from './shown-tasks.ts'

/** So many labels are offered, the surest first; any other is typed in the menu of columns. */
const MAX_LABELS = 12

/** A value of a card that may become a column of the History. */
export interface OfferedColumn {
  readonly label: string
  readonly column: JobColumn
}

const ALL_LABELS: FactColumn = { kind: 'fact', fact: 'tags', shows: 'joined', atLeast: 0 }

/** The columns in which the values of a card stand beside those of other jobs. */
export function listTaskColumns(task: ShownTask): readonly OfferedColumn[] {
  switch (task.kind) {
    case 'tags':
    case 'videoTags':
      return offer(ALL_LABELS, ...listLabels([...task.auto, ...task.user]))
    case 'sfw':
    case 'videoSfw':
      return offer(flag('sfw'))
    case 'phishing':
      return offer(flag('phishing'))
    case 'virus':
      return offer(flag('infected'), { kind: 'fact', fact: 'infections' })
    case 'copyright':
      return offer(flag('copyright'), { kind: 'fact', fact: 'licences' })
    case 'caption':
      return offer({ kind: 'path', path: CAPTION_PATH })
    case 'ocr':
      return offer({ kind: 'path', path: TEXT_PATH })
    case 'sentiment':
      return offer({ kind: 'fact', fact: 'sentiment' })
    case 'documentCorners':
      return [...offer(flag('detected')), ...listLines(task)]
    case 'documentArea':
      return (['x', 'y', 'width', 'height'] as const).map((name) => ({
        label: name,
        column: { kind: 'path', path: `${task.columnPath}..coords.${name}` },
      }))
    case 'file':
      return [
        ...offer({ kind: 'fact', fact: 'fileTypes' }, { kind: 'fact', fact: 'fileSize' }),
        ...listLines(task),
      ]
    case 'unknown':
      return [...listLines(task), { label: task.key, column: { kind: 'path', path: task.columnPath } }]
    default:
      return assertNever(task)
  }
}

const offer = (...columns: readonly JobColumn[]): readonly OfferedColumn[] =>
  columns.map((column) => ({ label: nameColumn(column), column }))

const flag = (name: string): FactColumn => ({ kind: 'fact', fact: 'flag', name })

const listLabels = (tags: readonly Tag[]): readonly FactColumn[] =>
  [...new Set(tags.map(({ label }) => label))]
    .filter((name) => name !== '' && name.length <= 500)
    .slice(0, MAX_LABELS)
    .map((name) => ({ kind: 'fact', fact: 'tag', name }))

/** The values that the table of a task shows. */
const listLines = ({ table }: ShownTask): readonly OfferedColumn[] =>
  table.flatMap(({ name, text, columnPath }) =>
    text === null ? [] : [{ label: name, column: { kind: 'path', path: columnPath } }],
  )
