import { useRef } from 'react'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { copyResult } from '#renderer/stores/jobs/index.ts'
import { CopyButton, type CopyButtonHandle } from '#renderer/ui/copy-button.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import type { Job } from '#shared/model/job.ts'
import { historyWords } from '#shared/text/history.ts'
import { createJobMenu, type RowHandlers } from './job-menu.ts'

const words = historyWords.actions

interface RowActionsProps {
  readonly job: Job
  /** The copy key acts on the chosen row. */
  readonly isChosen: boolean
  readonly handlers: RowHandlers
}

/** The buttons at the right of a row. */
export function RowActions({ job, isChosen, handlers }: RowActionsProps) {
  const copyButton = useRef<CopyButtonHandle>(null)
  useCommand('job.copyJson', isChosen && job.body !== null ? () => copyButton.current?.copy() : null)
  return (
    <>
      {job.body !== null && (
        <CopyButton
          iconOnly
          label={words.copyJson}
          onCopy={() => copyResult(job.id, 'json')}
          ref={copyButton}
        />
      )}
      <Menu label={words.more} items={createJobMenu(job, handlers)} />
    </>
  )
}
