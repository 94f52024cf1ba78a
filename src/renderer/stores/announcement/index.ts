import { create } from 'zustand'

/** What the live region says at the moment. */
export const useAnnouncement = create<{ readonly text: string }>()(() => ({ text: '' }))

/** Lets screen readers say a milestone. The same is always visible somewhere, too. */
export function announce(text: string): void {
  useAnnouncement.setState({ text })
}
