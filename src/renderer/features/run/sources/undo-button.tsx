import { Undo2 } from 'lucide-react'
import { keyLabel } from '#renderer/lib/keys.ts'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { findUndoStep, useDraft } from '#renderer/stores/draft/index.ts'
import { useFiles } from '#renderer/stores/files/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { COMMANDS } from '#shared/text/commands.ts'
import { runWords as words } from '#shared/text/run.ts'

/** Takes back the newest paste, drop or *Clear*. Draws nothing while there is nothing to take back, or sources still come in. */
export function UndoButton() {
  const step = useDraft(({ undoSteps, items }) => findUndoStep(undoSteps, items))
  const reading = useDraft((store) => store.reading)
  const walks = useFiles((store) => store.walks)
  const undo = useDraft((store) => store.undo)
  const canUndo = step !== null && reading === 0 && walks === 0
  useCommand('sources.undo', canUndo ? undo : null)
  if (!canUndo) return null
  const { keys } = COMMANDS['sources.undo']
  return (
    <Button
      variant="plain"
      icon={Undo2}
      title={`${words.sources.undoMeaning[step.kind]} (${keyLabel(keys)})`}
      onClick={undo}
    >
      {words.sources.undo}
    </Button>
  )
}
