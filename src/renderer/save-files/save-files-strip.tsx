import { useFileSaving } from '#renderer/stores/file-saving/index.ts'
import { useSettings } from '#renderer/stores/settings/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import type { FileSaving } from '#shared/model/file-saving.ts'
import { fileSavingWords as words } from '#shared/text/file-saving.ts'
import { SaveFilesForm } from './save-files-form.tsx'

/** Above every screen: the form that saves produced files, how far the saving is, and what came of it. */
export function SaveFilesStrip() {
  const { asked, openings, saving, error, again, cancel, close } = useFileSaving()
  const settings = useSettings((store) => store.settings)
  if (settings === null || (asked === null && saving === null)) return null
  return (
    <section aria-label={words.region} className="flex shrink-0 flex-col gap-1 border-b border-line p-2">
      {saving?.state === 'running' && (
        <Banner
          tone="info"
          action={
            <Button small onClick={cancel}>
              {words.stop}
            </Button>
          }
        >
          <span className="tabular-nums">{words.progress(saving)}</span>
          <progress
            aria-label={words.region}
            max={saving.jobs}
            value={saving.jobsRead}
            className="block h-1 w-full"
          />
        </Banner>
      )}
      {saving !== null && saving.state !== 'running' && (
        <Banner
          tone={toTone(saving)}
          onDismiss={close}
          action={
            (saving.state !== 'done' || saving.missed > 0) && (
              <Button small onClick={() => void again()}>
                {saving.state === 'cancelled' ? words.goOn : words.again}
              </Button>
            )
          }
        >
          {words.outcome(saving)}
        </Banner>
      )}
      {asked === null && error !== null && (
        <Banner tone="error" onDismiss={close}>
          {`${error.message} ${error.advice}`.trim()}
        </Banner>
      )}
      {asked !== null && <SaveFilesForm key={openings} jobs={asked} settings={settings} />}
    </section>
  )
}

const toTone = ({ state, missed }: FileSaving): 'info' | 'warning' | 'error' =>
  state === 'failed' ? 'error' : missed > 0 ? 'warning' : 'info'
