import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { Combobox } from '#renderer/ui/combobox.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import {
  exportColumnKey,
  listExportColumns,
  nameExportColumn,
  parseFields,
  type ExportField,
} from '#shared/model/export/index.ts'
import { parsePath } from '#shared/model/json-path/index.ts'
import { columnWords } from '#shared/text/columns.ts'
import { queryWords } from '#shared/text/query.ts'
import { exportWords as words } from '#shared/text/export.ts'

interface FieldListProps {
  readonly fields: readonly ExportField[]
  readonly labels: readonly string[]
  readonly onChange: (fields: readonly ExportField[]) => void
}

/** The fields of a file from the first to the last: renamed, moved, removed, added. */
export function FieldList({ fields, labels, onChange }: FieldListProps) {
  const keys = fields.map(({ column }) => exportColumnKey(column))
  const others = listExportColumns(labels).filter((column) => !keys.includes(exportColumnKey(column)))
  const add = (added: readonly ExportField[]): void => onChange([...fields, ...added])
  const move = (at: number, by: number): void => {
    const moved = fields[at]
    if (moved !== undefined) onChange(fields.toSpliced(at, 1).toSpliced(at + by, 0, moved))
  }
  return (
    <section aria-label={words.fields} className="flex flex-col gap-2">
      <h2 className="text-muted">{words.fields}</h2>
      <ol className="flex flex-col gap-1">
        {fields.map((field, at) => {
          const title = nameExportColumn(field.column)
          return (
            // A column may stand twice under two names.
            <li key={`${keys[at]} ${keys.slice(0, at).filter((key) => key === keys[at]).length}`}>
              <div className="flex items-center gap-1">
                <TextField
                  bare
                  label={words.nameOf(title)}
                  value={field.name ?? ''}
                  placeholder={title}
                  maxLength={200}
                  className="grow"
                  onChange={(name) =>
                    onChange(fields.with(at, { ...field, name: name.trim() === '' ? null : name }))
                  }
                />
                {field.name !== null && (
                  <span title={title} className="w-40 shrink-0 truncate text-xs text-muted">
                    {title}
                  </span>
                )}
                <IconButton
                  label={words.up(title)}
                  icon={ArrowUp}
                  disabled={at === 0}
                  onClick={() => move(at, -1)}
                />
                <IconButton
                  label={words.down(title)}
                  icon={ArrowDown}
                  disabled={at === fields.length - 1}
                  onClick={() => move(at, 1)}
                />
                <IconButton
                  label={words.remove(title)}
                  icon={X}
                  onClick={() => onChange(fields.toSpliced(at, 1))}
                />
              </div>
            </li>
          )
        })}
      </ol>
      <Combobox
        // Each choice adds a field and leaves the box empty.
        key={fields.length}
        label={words.addField}
        placeholder={words.addHint}
        openLabel={words.openFields}
        value={null}
        options={others.map((column) => ({ id: exportColumnKey(column), label: nameExportColumn(column) }))}
        onChange={(key) => {
          const column = others.find((one) => exportColumnKey(one) === key)
          if (column !== undefined) add([{ column, name: null }])
        }}
        offer={(typed) => {
          const read = parseFields(typed)
          if (!read.ok && read.error.startsWith('$'))
            return { kind: 'sentence', text: describePathProblem(read.error) }
          const named = read.ok ? read.data : toConfidence(typed)
          return {
            kind: 'action',
            label: words.add(named.map(({ column }) => nameExportColumn(column)).join(', ')),
            onSelect: () => add(named),
          }
        }}
      />
    </section>
  )
}

/** Why a path names no field. */
function describePathProblem(path: string): string {
  const parsed = parsePath(path)
  return parsed.ok ? columnWords.menu.none : queryWords.problem.path[parsed.error.reason]
}

/** Any other text is the confidence of the label that is called so. */
const toConfidence = (typed: string): readonly ExportField[] => [
  { column: { kind: 'fact', fact: 'tag', name: typed.trim().slice(0, 500) }, name: null },
]
