import { Columns3 } from 'lucide-react'
import { useState } from 'react'
import { useHistoryView } from '#renderer/stores/history-view/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Popover } from '#renderer/ui/popover.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import {
  columnKey,
  DEFAULT_COLUMNS,
  nameColumn,
  toggleColumn,
  type JobColumn,
} from '#shared/model/columns/index.ts'
import { columnWords } from '#shared/text/columns.ts'
import { historyWords } from '#shared/text/history.ts'
import { describeNone, offerColumns } from './offer-columns.ts'
import { ShownColumns } from './shown-columns.tsx'
import { useJobLayout } from './use-job-layout.ts'

const words = columnWords.menu

/** Chooses the columns of the list, their order, and which of them stay at the left. */
export function ColumnsMenu() {
  return (
    <Popover
      label={historyWords.columnsMenu}
      trigger={
        <Button icon={Columns3} title={historyWords.columnsMenu}>
          <span className="max-[1000px]:sr-only">{historyWords.columnsMenu}</span>
        </Button>
      }
    >
      <ColumnChoices />
    </Popover>
  )
}

function ColumnChoices() {
  const labels = useHistoryView((view) => view.labels)
  const [layout, change] = useJobLayout()
  const [search, setSearch] = useState('')
  const others = offerColumns(labels, layout, search)
  const toggle = (column: JobColumn): void => change((now) => toggleColumn(now, column))
  return (
    <div className="flex max-h-[min(70vh,560px)] w-72 flex-col gap-2 p-1">
      <TextField
        bare
        label={words.search}
        placeholder={words.searchHint}
        value={search}
        onChange={setSearch}
        onKeyDown={(event) => {
          const [first] = others
          if (event.key !== 'Enter' || search.trim() === '' || first === undefined) return
          toggle(first)
          setSearch('')
        }}
      />
      <div className="min-h-0 overflow-y-auto">
        {search.trim() === '' && <ShownColumns layout={layout} onChange={change} />}
        <h3 className="px-1 pt-2 pb-1 text-xs text-muted">{words.others}</h3>
        {others.length === 0 && <p className="px-1 text-muted">{describeNone(layout, search)}</p>}
        <ul aria-label={words.others}>
          {others.map((column) => (
            <li key={columnKey(column)}>
              <label className="flex h-7 items-center gap-2 rounded px-1 hover:bg-surface-3">
                <input
                  type="checkbox"
                  className="accent-accent"
                  checked={false}
                  onChange={() => toggle(column)}
                />
                <span className="truncate">{nameColumn(column)}</span>
              </label>
            </li>
          ))}
        </ul>
      </div>
      <div className="flex items-center justify-between gap-2 border-t border-line pt-1.5">
        <span className="text-xs text-muted">{words.keys}</span>
        <Button small onClick={() => change(() => DEFAULT_COLUMNS)}>
          {words.reset}
        </Button>
      </div>
    </div>
  )
}
