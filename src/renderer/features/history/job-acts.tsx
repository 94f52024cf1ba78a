import { Copy, Download, FileDown, MessageSquareText, Table2, Tag, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useFileSaving } from '#renderer/stores/file-saving/index.ts'
import { copyResults, deleteJobs, saveResults, type ChosenJobs } from '#renderer/stores/marks/index.ts'
import { useHistoryView } from '#renderer/stores/history-view/index.ts'
import { useExports } from '#renderer/stores/exports/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { fileSavingWords } from '#shared/text/file-saving.ts'
import { exportWords } from '#shared/text/export.ts'
import { markWords as words } from '#shared/text/marks.ts'
import { useJobLayout } from './use-job-layout.ts'
import { NoteForm, TagForm } from '#renderer/mark-forms/mark-forms.tsx'

interface JobActsProps {
  readonly jobs: ChosenJobs
  /** Why nothing can be done with them now; null when it can. */
  readonly refusal?: string | null
  readonly small?: boolean
  /** They were deleted. */
  readonly onDeleted?: () => void
}

/** What can be done with several jobs beside running them again: tags, a note, their results as one text or file, deleting them. */
export function JobActs({ jobs, refusal = null, small = false, onDeleted }: JobActsProps) {
  const about = JSON.stringify(jobs.from)
  // A form belongs to the jobs that it was opened for.
  const [form, setForm] = useState<{ readonly kind: 'tags' | 'note'; readonly about: string } | null>(null)
  const opened = form?.about === about ? form.kind : null
  const [isDeleting, setIsDeleting] = useState(false)
  const isRefused = refusal !== null
  const sort = useHistoryView((view) => view.sort)
  const [layout] = useJobLayout()
  const exportJobs = (): void =>
    void useExports.getState().open({
      from: jobs.from,
      count: jobs.count,
      sort,
      columns: layout.map(({ column }) => column),
    })
  const variant = small ? 'plain' : 'normal'
  const look = { small, variant, disabled: isRefused, title: refusal ?? undefined } as const
  const close = (): void => setForm(null)
  const remove = async (): Promise<void> => {
    setIsDeleting(true)
    const isDone = await deleteJobs(jobs)
    setIsDeleting(false)
    if (isDone) onDeleted?.()
  }
  const open = (next: 'tags' | 'note'): void => setForm(opened === next ? null : { kind: next, about })
  return (
    <>
      <Button {...look} icon={Tag} aria-expanded={opened === 'tags'} onClick={() => open('tags')}>
        {words.tag}
      </Button>
      <Button
        // A press that began above other jobs deletes nothing.
        key={about}
        {...look}
        {...(!small && { variant: 'danger' as const })}
        disabled={isRefused || isDeleting}
        icon={Trash2}
        onClick={() => void remove()}
      >
        {isDeleting ? words.deleting : words.delete}
      </Button>
      {!isRefused && (
        <Menu
          label={words.more}
          items={[
            { id: 'note', label: words.addNote, icon: MessageSquareText, onSelect: () => open('note') },
            { id: 'export', label: exportWords.open, icon: Table2, separated: true, onSelect: exportJobs },
            {
              id: 'copy',
              label: words.copyAll,
              icon: Copy,
              onSelect: () => void copyResults(jobs),
            },
            {
              id: 'json',
              label: words.saveJson,
              icon: Download,
              onSelect: () => void saveResults(jobs, 'json'),
            },
            {
              id: 'files',
              label: fileSavingWords.saveFiles,
              icon: FileDown,
              onSelect: () => useFileSaving.getState().ask(jobs),
            },
            { id: 'csv', label: words.saveCsv, icon: Table2, onSelect: () => void saveResults(jobs, 'csv') },
            {
              id: 'ndjson',
              label: words.saveNdjson,
              icon: Table2,
              onSelect: () => void saveResults(jobs, 'ndjson'),
            },
          ]}
        />
      )}
      {opened !== null && !isRefused && (
        <div className="order-last basis-full pb-1">
          {opened === 'tags' ? (
            <TagForm jobs={jobs} mayTakeAway onClose={close} />
          ) : (
            <NoteForm jobs={jobs} onClose={close} />
          )}
        </div>
      )}
    </>
  )
}
