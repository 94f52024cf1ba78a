import { ChevronDown, Sheet, X } from 'lucide-react'
import { useState } from 'react'
import { useLists, type ListQuestion as Question } from '#renderer/stores/lists/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import { appError } from '#shared/errors/catalogue.ts'
import type { ListPreview } from '#shared/model/source-list.ts'
import { appWords } from '#shared/text/app.ts'
import { fileWords } from '#shared/text/files.ts'
import { ListLabels } from './list-labels.tsx'
import { ListRows } from './list-rows.tsx'

const words = fileWords.list

/**
 * Asks whether a file or a pasted table is a list of sources, which column holds them, and which columns become
 * labels.
 */
export function ListQuestion({ question }: { readonly question: Question }) {
  const { preview, error, candidate, key } = question
  const { addAsList, addItself, addAllThemselves, chooseSheet, discard } = useLists()
  const [column, setColumn] = useState<number | null>(null)
  const [leftOut, setLeftOut] = useState<ReadonlySet<number>>(new Set())
  const waiting = useLists(
    (store) => store.questions.filter((other) => other.candidate.kind === 'file').length,
  )
  const chosen = column ?? preview?.suggested ?? null
  const others = preview === null ? [] : [...preview.columns.keys()].filter((index) => index !== chosen)
  const problem = error ?? (preview !== null && chosen === null ? appError('list.noSources') : null)
  const useAsList = (): void => {
    if (chosen === null) return
    const labels = others.filter((index) => !leftOut.has(index))
    void addAsList(key, chosen, labels)
  }
  const openSheet = (sheet: string): void => {
    setColumn(null)
    setLeftOut(new Set())
    void chooseSheet(key, sheet)
  }
  const toggle = (index: number): void => {
    const next = new Set(leftOut)
    if (!next.delete(index)) next.add(index)
    setLeftOut(next)
  }
  return (
    <section
      aria-label={words.region}
      className="flex shrink-0 flex-col gap-2 border-b border-line bg-accent-soft px-3 py-2.5"
    >
      <div className="flex items-center gap-2">
        <Sheet aria-hidden size={15} className="shrink-0 text-accent" />
        <span className="min-w-0 truncate font-semibold">
          {candidate.kind === 'file' ? words.file(candidate.file.name) : words.text}
        </span>
        {preview !== null && (
          <span className="shrink-0 text-muted">{words.rowCount(preview.rowCount, preview.isCounted)}</span>
        )}
        <span className="grow" />
        <IconButton icon={X} label={appWords.dismiss} onClick={() => discard(key)} />
      </div>
      {problem !== null && <p>{`${problem.message} ${problem.advice}`.trim()}</p>}
      {preview !== null && <ListRows preview={preview} chosen={chosen} />}
      {preview !== null && preview.columns.length > 1 && (
        <ListLabels columns={preview.columns} shown={others} leftOut={leftOut} onToggle={toggle} />
      )}
      <div className="flex flex-wrap items-center gap-2">
        {preview === null && error === null && <Spinner label={words.looking} />}
        {preview !== null && (
          <>
            <Button variant="primary" disabled={chosen === null} onClick={useAsList}>
              {words.use}
            </Button>
            {preview.sheets.length > 0 && <SheetMenu preview={preview} onChoose={openSheet} />}
            <ColumnMenu preview={preview} chosen={chosen} onChoose={setColumn} />
          </>
        )}
        <Button onClick={() => addItself(key)}>
          {candidate.kind === 'file' ? words.itself : words.lines}
        </Button>
        {waiting > 1 && (
          <Button variant="plain" onClick={addAllThemselves}>
            {words.allThemselves(waiting)}
          </Button>
        )}
      </div>
    </section>
  )
}

interface SheetMenuProps {
  readonly preview: ListPreview
  readonly onChoose: (sheet: string) => void
}

function SheetMenu({ preview: { sheets, sheet }, onChoose }: SheetMenuProps) {
  return (
    <Menu
      label={words.sheet}
      align="start"
      trigger={
        <Button className="max-w-70">
          <span className="truncate">{words.sheetOf(sheet ?? '')}</span>
          <ChevronDown aria-hidden size={14} className="shrink-0" />
        </Button>
      }
      items={sheets.map((name) => ({ id: name, label: name, onSelect: () => onChoose(name) }))}
    />
  )
}

interface ColumnMenuProps {
  readonly preview: ListPreview
  readonly chosen: number | null
  readonly onChoose: (column: number) => void
}

function ColumnMenu({ preview: { columns }, chosen, onChoose }: ColumnMenuProps) {
  const name = chosen === null ? null : (columns[chosen]?.name ?? null)
  return (
    <Menu
      label={words.column}
      align="start"
      trigger={
        <Button className="max-w-70">
          <span className="truncate">{name === null ? words.choose : words.columnOf(name)}</span>
          <ChevronDown aria-hidden size={14} className="shrink-0" />
        </Button>
      }
      items={columns.map((column, index) => ({
        id: String(index),
        label: column.name,
        hint: words.examples(column.examples.slice(0, 1)),
        onSelect: () => onChoose(index),
      }))}
    />
  )
}
