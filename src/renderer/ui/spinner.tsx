import { LoaderCircle } from 'lucide-react'
import { appWords } from '#shared/text/app.ts'

/** Something is on its way; `label` says what. */
export function Spinner({ label = appWords.loading }: { readonly label?: string }) {
  return (
    <output className="inline-flex items-center gap-2 text-muted">
      <LoaderCircle aria-hidden size={14} className="animate-spin" />
      <span className="sr-only">{label}</span>
    </output>
  )
}
