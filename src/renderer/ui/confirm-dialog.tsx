import { AlertDialog as Base } from '@base-ui/react/alert-dialog'
import { Button } from './button.tsx'

interface ConfirmDialogProps {
  readonly open: boolean
  /** The question. */
  readonly title: string
  /** What goes and what stays. */
  readonly meaning: string
  readonly confirm: string
  readonly cancel: string
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

/** Asks before something is destroyed: the one modal of the app. The safe answer has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, title, meaning, confirm, cancel, onConfirm, onCancel } = props
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onCancel()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[rgb(10_12_18/40%)]" />
        <Base.Popup className="fixed top-1/4 left-1/2 z-50 w-100 -translate-x-1/2 rounded-card border border-line bg-surface p-4 shadow-float outline-none">
          <Base.Title className="text-md">{title}</Base.Title>
          <Base.Description className="pt-1 text-muted">{meaning}</Base.Description>
          <div className="flex justify-end gap-2 pt-4">
            <Base.Close render={<Button>{cancel}</Button>} />
            <Button variant="danger" onClick={onConfirm}>
              {confirm}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
