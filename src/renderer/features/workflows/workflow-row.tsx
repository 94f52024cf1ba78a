import { ChevronDown, ChevronRight, Pencil, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useReturnedFocus } from '#renderer/lib/use-returned-focus.ts'
import { useNow } from '#renderer/lib/use-now.ts'
import { useApp } from '#renderer/stores/app/index.ts'
import { useWorkflows } from '#renderer/stores/workflows/index.ts'
import { useLearnedWorkflow } from '#renderer/stores/workflows/use-learned-workflow.ts'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { MiddleEllipsis } from '#renderer/ui/middle-ellipsis.tsx'
import { Swatch, pickSwatchColour } from '#renderer/ui/swatch.tsx'
import type { Workflow } from '#shared/model/workflow.ts'
import { workflowWords as words } from '#shared/text/workflows.ts'
import { formatDay } from './format-day.ts'
import { FigureCells } from './figure-cells.tsx'
import { ShapeChangeRow } from './shape-change-row.tsx'
import { WorkflowDetails } from './workflow-details.tsx'
import { RenameForm } from './rename-form.tsx'

const MINUTE_MS = 60_000

/** The row of a workflow. */
export function WorkflowRow({ workflow }: { readonly workflow: Workflow }) {
  const { id, name, connectionId, lastUsedAt } = workflow
  const learned = useLearnedWorkflow(connectionId, id)
  const [isOpen, setIsOpen] = useState(false)
  const copy = useApp((store) => store.copy)
  const removeWorkflow = useWorkflows((store) => store.remove)
  const now = useNow(MINUTE_MS)
  const [renaming, setRenaming] = useState(false)
  const [removing, setRemoving] = useState(false)
  const [error, setError] = useState<string>()
  const renameButton = useRef<HTMLButtonElement>(null)
  useReturnedFocus(renaming, renameButton)
  const remove = async (): Promise<void> => {
    setRemoving(false)
    const answer = await removeWorkflow(connectionId, id)
    if (!answer.ok) setError(answer.error.message)
  }
  return (
    <>
      <tr className="group h-9 low:h-8 [&>td]:border-t [&>td]:border-line [&>td]:px-3 hover:bg-surface-2">
        <td>
          {renaming ? (
            <RenameForm workflow={workflow} onClose={() => setRenaming(false)} />
          ) : (
            <span className="flex min-w-0 items-center gap-2">
              <Swatch colour={pickSwatchColour(id)} />
              <span title={name} className="truncate font-semibold">
                {name}
              </span>
              {error !== undefined && <span className="truncate text-red">{error}</span>}
            </span>
          )}
        </td>
        <td className="max-[1000px]:hidden">
          <span className="flex min-w-0 items-center gap-1">
            <MiddleEllipsis text={id} className="font-mono text-xs text-muted" />
            <CopyButton iconOnly label={words.copyId} onCopy={() => copy(id)} />
          </span>
        </td>
        <FigureCells learned={learned} />
        <td className="truncate text-muted max-[760px]:hidden">
          {lastUsedAt === null ? words.neverUsed : formatDay(lastUsedAt, now)}
        </td>
        <td>
          <span className="flex justify-end gap-1">
            <IconButton
              label={words.details(name)}
              icon={isOpen ? ChevronDown : ChevronRight}
              aria-expanded={isOpen}
              onClick={() => setIsOpen(!isOpen)}
            />
            <IconButton
              ref={renameButton}
              label={`${words.rename} ${name}`}
              icon={Pencil}
              onClick={() => setRenaming(true)}
            />
            <IconButton label={`${words.remove} ${name}`} icon={Trash2} onClick={() => setRemoving(true)} />
          </span>
          <ConfirmDialog
            open={removing}
            title={words.removeAsk(name)}
            meaning={words.removeMeaning}
            confirm={words.remove}
            cancel={words.cancel}
            onConfirm={() => void remove()}
            onCancel={() => setRemoving(false)}
          />
        </td>
      </tr>
      <ShapeChangeRow workflow={workflow} learned={learned} now={now} />
      {isOpen && <WorkflowDetails workflow={workflow} learned={learned} />}
    </>
  )
}
