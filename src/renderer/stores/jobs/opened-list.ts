import { create } from 'zustand'

/** The jobs before and after one in its list; null at an end, or while they are not loaded. */
export interface JobNeighbours {
  readonly previous: string | null
  readonly next: string | null
}

/** The list that a job was opened from. */
export interface OpenedList {
  readonly findNeighbours: (jobId: string) => JobNeighbours
  /** Chooses the row of the job, which is then visible when the person comes back. */
  readonly choose: (jobId: string) => void
}

const NO_NEIGHBOURS: JobNeighbours = { previous: null, next: null }

/** The list on the present screen, or on the screen behind the whole view of a job; null without a list. */
export const useOpenedList = create<{ readonly list: OpenedList | null }>()(() => ({ list: null }))

/** The jobs before and after a job, in the list that it was opened from. */
export const useJobNeighbours = (jobId: string): JobNeighbours =>
  useOpenedList(({ list }) => list)?.findNeighbours(jobId) ?? NO_NEIGHBOURS

/** Offers a list to the whole view of its jobs; the returned function ends the offer. */
export function offerList(list: OpenedList): () => void {
  useOpenedList.setState({ list })
  return () => {
    if (useOpenedList.getState().list === list) useOpenedList.setState({ list: null })
  }
}
