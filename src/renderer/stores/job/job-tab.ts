import { create } from 'zustand'

/** The tabs of a job. */
export type JobTab = 'summary' | 'json' | 'text' | 'files' | 'request'

interface JobTabStore {
  readonly tab: JobTab
  readonly choose: (tab: JobTab) => void
}

/** The tab that the person chose last: the panel, the whole view and the next job show the same one. */
export const useJobTab = create<JobTabStore>()((set) => ({
  tab: 'summary',
  choose: (tab) => set({ tab }),
}))
