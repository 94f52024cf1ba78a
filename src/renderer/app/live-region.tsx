import { useAnnouncement } from '#renderer/stores/announcement/index.ts'

/** Reads milestones aloud; nothing is seen of it. */
export function LiveRegion() {
  const { text } = useAnnouncement()
  return (
    <output aria-live="polite" className="sr-only">
      {text}
    </output>
  )
}
