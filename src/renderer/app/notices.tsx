import { useEffect } from 'react'
import { useApp } from '#renderer/stores/app/index.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import { countUnderWay, type Run } from '#shared/model/run.ts'
import { appWords } from '#shared/text/app.ts'

/** The banners about the whole app: notices, a window that was opened again, jobs from last time. */
export function Notices() {
  const { notices, recovered, resumed, dismissNotice, dismissRecovered, dismissResumed, showLog } = useApp()
  const open = useNavigation((store) => store.open)
  const isDealtWith = useRuns((store) => store.isLoaded && !hasOpenRuns(Object.values(store.runs)))
  useEffect(() => {
    if (isDealtWith && resumed !== null) dismissResumed()
  }, [isDealtWith, resumed, dismissResumed])
  const lines = resumed === null ? [] : toResumedLines(resumed)
  if (notices.length === 0 && recovered === null && lines.length === 0) return null
  return (
    <section aria-label={appWords.notices} className="flex shrink-0 flex-col gap-1 border-b border-line p-2">
      {notices.map((notice) => (
        <NoticeBanner
          key={notice.message}
          notice={notice}
          onShowLog={() => void showLog()}
          onDismiss={() => dismissNotice(notice)}
        />
      ))}
      {recovered !== null && (
        <Banner tone="info" onDismiss={dismissRecovered}>
          {appWords.recovered[recovered]}
        </Banner>
      )}
      {lines.length > 0 && (
        <Banner
          tone={resumed?.continuing === false ? 'warning' : 'info'}
          action={
            <Button
              small
              onClick={() => {
                dismissResumed()
                open({ name: 'run' })
              }}
            >
              {appWords.showRuns}
            </Button>
          }
          onDismiss={dismissResumed}
        >
          {lines.join(' ')}
        </Banner>
      )}
    </section>
  )
}

interface NoticeBannerProps {
  readonly notice: AppError
  readonly onShowLog: () => void
  readonly onDismiss: () => void
}

function NoticeBanner({ notice, onShowLog, onDismiss }: NoticeBannerProps) {
  // The log says no more of these than the sentence.
  const isKeeping = notice.code.startsWith('backup.') || notice.code.startsWith('retention.')
  const isDone = notice.code === 'backup.restored' || notice.code === 'retention.deleted'
  return (
    <Banner
      tone={isDone ? 'info' : 'warning'}
      action={
        !isKeeping && (
          <Button small onClick={onShowLog}>
            {appWords.showLog}
          </Button>
        )
      }
      onDismiss={onDismiss}
    >
      {`${notice.message} ${notice.advice}`.trim()}
    </Banner>
  )
}

/** Whether jobs still wait or are polled: as long, the notice about the jobs of last time stays. */
const hasOpenRuns = (runs: readonly Run[]): boolean =>
  runs.some((run) => run.state !== 'done' || countUnderWay(run) > 0)

interface ResumedJobs {
  readonly waiting: number
  readonly continuing: boolean
  readonly watching: number
}

function toResumedLines({ waiting, continuing, watching }: ResumedJobs): readonly string[] {
  const lines: string[] = []
  if (waiting > 0)
    lines.push(continuing ? appWords.resumed.continuing(waiting) : appWords.resumed.waiting(waiting))
  if (watching > 0) lines.push(appWords.resumed.watching(watching))
  return lines
}
