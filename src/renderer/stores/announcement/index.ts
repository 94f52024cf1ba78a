import { create } from 'zustand'

/** What the live region says at the moment. */
export const useAnnouncement = create<{ readonly text: string }>()(() => ({ text: '' }))

/** Says a milestone to people who hear the screen; it is never the only place of an information. */
export function announce(text: string): void {
  useAnnouncement.setState({ text })
}
