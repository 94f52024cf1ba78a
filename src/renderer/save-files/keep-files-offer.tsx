import { useFilesVanish } from '#renderer/stores/file-saving/use-files-vanish.ts'
import { useSettings } from '#renderer/stores/settings/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { fileSavingWords as words } from '#shared/text/file-saving.ts'

/** Says once, at the first result with produced files, that the service deletes them, and offers to keep them. */
export function KeepFilesOffer() {
  const { settings, set } = useSettings()
  const isAsked = settings !== null && !settings.keepOutputFiles && !settings.hasSeenFilesVanish
  const doVanish = useFilesVanish(isAsked)
  if (!isAsked || !doVanish) return null
  return (
    <div className="shrink-0 border-b border-line p-2">
      <Banner
        tone="warning"
        action={
          <>
            <Button small onClick={() => void set({ keepOutputFiles: true, hasSeenFilesVanish: true })}>
              {words.keep}
            </Button>
            <Button small variant="plain" onClick={() => void set({ hasSeenFilesVanish: true })}>
              {words.notNow}
            </Button>
          </>
        }
      >
        {words.vanish}
      </Banner>
    </div>
  )
}
