import { Check, CircleAlert, X } from 'lucide-react'
import { useEffect } from 'react'
import { dismissToast, useToast } from '#renderer/stores/toast/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { cx } from '#renderer/ui/cx.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { appWords } from '#shared/text/app.ts'

const TOAST_SHOWN_MS = 5000
/** One with a way back stays longer. */
const ACTION_SHOWN_MS = 12_000

/** Shows toasts at the lower right, above a screen’s own buttons, one at a time. Errors stay until they are dismissed. */
export function ToastOutlet() {
  const { toast } = useToast()
  useEffect(() => {
    if (toast === null || toast.tone === 'error') return undefined
    const timer = window.setTimeout(
      dismissToast,
      toast.action === undefined ? TOAST_SHOWN_MS : ACTION_SHOWN_MS,
    )
    return () => window.clearTimeout(timer)
  }, [toast])
  const Icon = toast?.tone === 'error' ? CircleAlert : Check
  return (
    <output aria-live="polite" className="toast pointer-events-none fixed right-4 z-40">
      {toast && (
        <div className="pointer-events-auto flex min-h-10 max-w-100 items-center gap-2 rounded-card border border-line bg-surface py-1.5 pr-2 pl-3 shadow-float">
          <Icon
            aria-hidden
            size={15}
            className={cx('shrink-0', toast.tone === 'error' ? 'text-red' : 'text-green')}
          />
          <span className="min-w-0 grow">{toast.text}</span>
          {toast.action && (
            <Button
              small
              variant="plain"
              onClick={() => {
                toast.action?.onClick()
                dismissToast()
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <IconButton label={appWords.dismiss} icon={X} onClick={dismissToast} />
        </div>
      )}
    </output>
  )
}
