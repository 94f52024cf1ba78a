import { Banner } from '#renderer/ui/banner.tsx'
import type { RunPreview } from '#shared/model/run-preview.ts'
import { runWords as words } from '#shared/text/run.ts'

/** The exact requests with their secrets cut, and warnings about them. */
export function RequestList({ preview, total }: { readonly preview: RunPreview; readonly total: number }) {
  return (
    <section
      aria-label={words.strip.label}
      className="mx-auto flex max-h-52 max-w-220 flex-col gap-2 overflow-y-auto px-4 py-3"
    >
      {preview.warnings.map((warning) => (
        <Banner key={warning.message} tone="warning">
          {`${warning.message} ${warning.advice}`.trim()}
        </Banner>
      ))}
      <p className="text-xs text-muted">{words.strip.requests(preview.requests.length, total)}</p>
      <ol className="selectable flex flex-col gap-1">
        {preview.requests.map((request, index) => (
          // The same request may be listed twice, so only its position tells it apart.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className="font-mono text-xs break-all">
            {request}
          </li>
        ))}
      </ol>
    </section>
  )
}
