import { Archive, ArchiveRestore } from 'lucide-react'
import { useBackup } from '#renderer/stores/backup/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'
import type { BackupProgress } from '#shared/model/backup.ts'
import { keepingWords } from '#shared/text/keeping.ts'

const words = keepingWords.backup

/** Writes a backup, and brings one back. */
export function BackupSettings() {
  const { isBusy, progress, outcome, write, restore, stop } = useBackup()
  return (
    <section aria-label={words.title} className="flex flex-col gap-2">
      <h3 className="font-semibold">{words.title}</h3>
      <p className="text-muted">{words.meaning}</p>
      <div className="flex flex-wrap gap-2">
        <Button icon={Archive} disabled={isBusy} onClick={() => void write()}>
          {words.write}
        </Button>
        <Button icon={ArchiveRestore} disabled={isBusy} onClick={() => void restore()}>
          {words.restore}
        </Button>
      </div>
      <p className="text-xs text-muted">{words.restoreMeaning}</p>
      {isBusy && <BackupLine progress={progress} onCancel={() => void stop()} />}
      {outcome !== null && <Banner tone={outcome.tone}>{outcome.text}</Banner>}
    </section>
  )
}

interface BackupLineProps {
  readonly progress: BackupProgress | null
  readonly onCancel: () => void
}

function BackupLine({ progress, onCancel }: BackupLineProps) {
  const text = progress === null ? words.beginning : words.progress(progress)
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-center gap-3">
        <span className="min-w-0 grow tabular-nums">{text}</span>
        <Button small onClick={onCancel}>
          {words.cancel}
        </Button>
      </div>
      <ProgressBar
        label={words.title}
        share={progress === null ? null : progress.bytes / Math.max(1, progress.total)}
      />
    </div>
  )
}
