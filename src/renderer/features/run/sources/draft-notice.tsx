import { useDraft, type DraftNotice } from '#renderer/stores/draft/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { assertNever } from '#shared/model/assert.ts'
import { fileWords } from '#shared/text/files.ts'
import { runWords as words } from '#shared/text/run.ts'

/** The notice about the last paste, drop or list: what was left out, and what went wrong. */
export function DraftNoticeLine() {
  const notice = useDraft((store) => store.notice)
  const dismissNotice = useDraft((store) => store.dismissNotice)
  if (notice === null) return null
  return (
    <div className="p-2">
      <Banner tone={notice.kind === 'leftOut' ? 'info' : 'warning'} onDismiss={dismissNotice}>
        {describeNotice(notice)}
      </Banner>
    </div>
  )
}

function describeNotice(notice: DraftNotice): string {
  switch (notice.kind) {
    case 'emptyPaste':
      return words.sources.emptyPaste
    case 'notChecked':
      return words.sources.notChecked
    case 'leftOut':
      return fileWords.leftOut(notice.leftOut)
    case 'notOnDisk':
      return fileWords.notOnDisk(notice.count)
    case 'notKept':
      return words.sources.notKept(notice.count)
    case 'error':
      return `${notice.error.message} ${notice.error.advice}`.trim()
    default:
      return assertNever(notice)
  }
}
