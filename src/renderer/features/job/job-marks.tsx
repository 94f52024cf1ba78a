import { MessageSquareText, Tag, X } from 'lucide-react'
import { useState } from 'react'
import { NoteForm, TagForm } from '#renderer/mark-forms/mark-forms.tsx'
import { oneJob, removeTags } from '#renderer/stores/marks/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import type { Job } from '#shared/model/job.ts'
import { markWords as words } from '#shared/text/marks.ts'

/** The tags and the note of a job, under its head. */
export function JobMarks({ job }: { readonly job: Job }) {
  const [opened, setOpened] = useState<'tags' | 'note' | null>(null)
  const jobs = oneJob(job.id)
  const close = (): void => setOpened(null)
  return (
    <div className="flex shrink-0 flex-col gap-1.5 px-4 pb-2">
      <div className="flex flex-wrap items-center gap-1">
        {job.tags.length > 0 && (
          <ul aria-label={words.tags} className="flex flex-wrap gap-1">
            {job.tags.map((tag) => (
              <li
                key={tag}
                className="flex h-6 max-w-60 min-w-0 items-center rounded bg-accent-soft pl-2 text-accent"
              >
                <span className="truncate">{tag}</span>
                <IconButton
                  label={words.removeTag(tag)}
                  icon={X}
                  onClick={() => void removeTags(jobs, [tag])}
                />
              </li>
            ))}
          </ul>
        )}
        {opened !== 'tags' && (
          <Button small variant="plain" icon={Tag} onClick={() => setOpened('tags')}>
            {words.tag}
          </Button>
        )}
        {opened !== 'note' && job.note === null && (
          <Button small variant="plain" icon={MessageSquareText} onClick={() => setOpened('note')}>
            {words.addNote}
          </Button>
        )}
      </div>
      {opened === 'tags' && <TagForm jobs={jobs} onClose={close} />}
      {opened === 'note' ? (
        <NoteForm jobs={jobs} note={job.note ?? ''} onClose={close} />
      ) : (
        job.note !== null && (
          <div className="flex items-start gap-1">
            <p className="selectable max-h-24 min-w-0 grow overflow-y-auto rounded bg-surface-2 px-2 py-1 break-words whitespace-pre-wrap">
              {job.note}
            </p>
            <IconButton label={words.editNote} icon={MessageSquareText} onClick={() => setOpened('note')} />
          </div>
        )
      )}
    </div>
  )
}
