import { keyLabel } from '#renderer/lib/keys.ts'

/** Keys as a small cap, in the words of this system. */
export function KeyCaps({ keys }: { readonly keys: string }) {
  return (
    <kbd className="shrink-0 rounded border border-line bg-surface-2 px-1.5 font-sans text-xs text-muted">
      {keyLabel(keys)}
    </kbd>
  )
}
