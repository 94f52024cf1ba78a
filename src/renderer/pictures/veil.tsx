import { createContext, useContext, type ReactNode } from 'react'
import { useSettings } from '#renderer/stores/settings/index.ts'
import type { Job } from '#shared/model/job.ts'
import { pictureWords as words } from '#shared/text/pictures.ts'

const VeilContext = createContext(false)

/** Safe viewing: whatever picture stands within is blurred when the job is flagged, until the key is held. */
export function Veil({
  job,
  children,
}: {
  readonly job: Pick<Job, 'verdict'>
  readonly children: ReactNode
}) {
  const isOn = useSettings(({ settings }) => settings?.blurFlagged ?? true)
  const isVeiled = isOn && job.verdict === 'flagged'
  return (
    <VeilContext value={isVeiled}>
      <div className="contents" data-veiled={isVeiled || undefined}>
        {children}
      </div>
    </VeilContext>
  )
}

/** Whether pictures at this place are blurred. */
const useVeil = (): boolean => useContext(VeilContext)

/** What a picture is, for a screen reader; of a blurred one also which key shows it. */
export const useVeiledAlt = (alt: string): string => (useVeil() ? words.blurred(alt) : alt)

/** Says over a blurred picture which key shows it. */
export function VeilHint() {
  if (!useVeil()) return null
  return (
    <span
      aria-hidden
      className="veil-hint pointer-events-none absolute inset-x-0 bottom-2 mx-auto w-fit max-w-full rounded bg-surface px-2 py-0.5 text-xs"
    >
      {words.flagged}
    </span>
  )
}
