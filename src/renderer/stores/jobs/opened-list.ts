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

/** A way from a job to another one of its list. */
export type JobStep = keyof JobNeighbours

interface OpenedListState {
  /** The list on the present screen, or on the screen behind the whole view of a job; null without a list. */
  readonly list: OpenedList | null
  /** The button that had the focus when the last step was made; null once the focus was given back. */
  readonly focusedStep: JobStep | null
}

export const useOpenedList = create<OpenedListState>()(() => ({ list: null, focusedStep: null }))

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

/** Keeps which button has the focus, for the view of the job that comes next. */
export const keepFocusedStep = (focusedStep: JobStep): void => useOpenedList.setState({ focusedStep })

/** The button that takes the focus in a new view; null when none had it. It is told once. */
export function takeFocusedStep(): JobStep | null {
  const { focusedStep } = useOpenedList.getState()
  useOpenedList.setState({ focusedStep: null })
  return focusedStep
}
