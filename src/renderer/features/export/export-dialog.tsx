import { Dialog } from '@base-ui/react/dialog'
import { Download, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useExports, type ExportTarget } from '#renderer/stores/exports/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import {
  DEFAULT_FIELDS,
  DEFAULT_SEPARATOR,
  EXPORT_FORMATS,
  type ExportField,
  type ExportSpec,
} from '#shared/model/export/index.ts'
import { exportWords as words } from '#shared/text/export.ts'
import { FieldList } from './field-list.tsx'
import { PresetBar } from './preset-bar.tsx'

const FORMAT_OPTIONS = EXPORT_FORMATS.map((id) => ({ id, label: words.formats[id] }))

/** Chooses how jobs are exported, and shows how far the export is. */
export function ExportDialog() {
  const { target, openings, labels, close } = useExports()
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Dialog.Root open={target !== null} onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[rgb(10_12_18/40%)]" />
        <Dialog.Popup
          ref={popup}
          initialFocus={popup}
          className="fixed top-[6%] left-1/2 z-50 flex max-h-[88%] w-160 max-w-[calc(100%-32px)] -translate-x-1/2 flex-col rounded-card border border-line bg-surface shadow-float outline-none"
        >
          <div className="flex h-11 shrink-0 items-center border-b border-line pr-2 pl-4">
            <Dialog.Title className="grow text-md">{words.title(target?.count ?? null)}</Dialog.Title>
            <Dialog.Close render={<IconButton label={words.close} icon={X} />} />
          </div>
          {target !== null && labels !== null && (
            <ExportForm key={openings} target={target} labels={labels} />
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

interface ExportFormProps {
  readonly target: ExportTarget
  readonly labels: readonly string[]
}

function ExportForm({ target, labels }: ExportFormProps) {
  const { running, start, stop } = useExports()
  const [spec, setSpec] = useState<ExportSpec>(() => ({
    format: 'csv',
    fields: chooseFields(target, labels),
    separator: DEFAULT_SEPARATOR,
  }))
  const change = (part: Partial<ExportSpec>): void => setSpec((now) => ({ ...now, ...part }))
  const isComplete = spec.fields.length > 0 && spec.separator !== ''
  return (
    <>
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto p-4">
        <PresetBar spec={spec} onChoose={setSpec} />
        <div className="flex flex-wrap gap-3">
          <SelectField
            label={words.format}
            value={spec.format}
            options={FORMAT_OPTIONS}
            onChange={(format) => change({ format })}
          />
          <TextField
            label={words.separator}
            value={spec.separator}
            maxLength={10}
            className="w-40"
            onChange={(separator) => change({ separator })}
          />
        </div>
        <FieldList fields={spec.fields} labels={labels} onChange={(fields) => change({ fields })} />
      </div>
      <div className="flex shrink-0 items-center justify-end gap-3 border-t border-line px-4 py-2.5">
        <output className="min-w-0 grow truncate text-muted">
          {running !== null && words.progress(running.rows, running.total)}
        </output>
        {running === null ? (
          <Button variant="primary" icon={Download} disabled={!isComplete} onClick={() => void start(spec)}>
            {words.save}
          </Button>
        ) : (
          <Button onClick={stop}>{words.stop}</Button>
        )}
      </div>
    </>
  )
}

/** The columns of the list as it stands; of a run the columns of its sheet, then what is exported of every job. */
function chooseFields({ columns }: ExportTarget, labels: readonly string[]): readonly ExportField[] {
  if (columns !== null) return columns.map((column) => ({ column, name: null }))
  const ofSheet = labels.map((name): ExportField => ({ column: { kind: 'label', name }, name: null }))
  return [...ofSheet, ...DEFAULT_FIELDS]
}
