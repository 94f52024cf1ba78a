import { useAnnouncement } from '#renderer/stores/announcement/index.ts'

/** The live region: screen readers read its text aloud; it is not visible. */
export function LiveRegion() {
  const { text } = useAnnouncement()
  return (
    <output aria-live="polite" className="sr-only">
      {text}
    </output>
  )
}
