import type { ReactNode } from 'react'

/** The frame of a note: sentences about a job, and buttons. */
export function Note({ children, actions }: { readonly children: ReactNode; readonly actions?: ReactNode }) {
  return (
    <section className="flex flex-col gap-3 rounded-card border border-line bg-surface p-3">
      <div className="selectable flex flex-col gap-1">{children}</div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </section>
  )
}
