import { useDraft } from '#renderer/stores/draft/index.ts'
import { useFiles } from '#renderer/stores/files/index.ts'
import { useLists } from '#renderer/stores/lists/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import { fileWords } from '#shared/text/files.ts'
import { runWords as words } from '#shared/text/run.ts'

/** How much has been read while sources come in: files of a walk, rows of a list, lines of a paste. */
export function SourceProgress() {
  const reading = useDraft((store) => store.reading)
  const { walks, found, stop } = useFiles()
  const lists = useLists((store) => store.reading)
  const rows = Object.values(lists)
  const count = rows.reduce((sum, read) => sum + read, 0)
  if (walks > 0)
    return (
      <span className="flex shrink-0 items-center gap-2 text-muted">
        <Spinner label={fileWords.found(found)} />
        <span aria-hidden>{fileWords.found(found)}</span>
        <Button small variant="plain" onClick={stop}>
          {fileWords.stopLooking}
        </Button>
      </span>
    )
  if (rows.length > 0)
    return (
      <span className="flex shrink-0 items-center gap-2 text-muted">
        <Spinner label={fileWords.list.reading(count)} />
        <span aria-hidden>{fileWords.list.reading(count)}</span>
      </span>
    )
  return reading > 0 ? <Spinner label={words.sources.reading} /> : null
}
