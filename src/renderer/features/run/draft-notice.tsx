import { useDraft, type DraftNotice } from '#renderer/stores/draft/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { assertNever } from '#shared/model/assert.ts'
import { run as words } from '#shared/text/run.ts'

/** What the last paste or drop brought, when it brought no lines. */
export function DraftNoticeLine() {
  const { notice, dismissNotice } = useDraft()
  if (notice === null) return null
  return (
    <div className="p-2">
      <Banner tone="warning" onDismiss={dismissNotice}>
        {sentenceOf(notice)}
      </Banner>
    </div>
  )
}

function sentenceOf(notice: DraftNotice): string {
  switch (notice.kind) {
    case 'emptyPaste':
      return words.sources.emptyPaste
    case 'notChecked':
      return words.sources.notChecked
    case 'filesDropped':
      return words.sources.filesDropped(notice.count)
    default:
      return assertNever(notice)
  }
}
