import { create } from 'zustand'
import type { JobFilterInput } from '#shared/model/job-page.ts'

/** A place in the window. */
export type Screen =
  | { readonly name: 'run' }
  | { readonly name: 'history'; readonly filter?: Partial<JobFilterInput> }
  | { readonly name: 'job'; readonly jobId: string }
  | { readonly name: 'workflows' }
  /** `edit` opens the form of a connection, or of a new one. With `next`, saving makes it the active one and shows Run. */
  | { readonly name: 'connections'; readonly edit?: string; readonly next?: 'run' }
  | { readonly name: 'settings' }

interface Navigation {
  readonly screen: Screen
  /** The screens before this one, oldest first. */
  readonly trail: readonly Screen[]
  readonly open: (screen: Screen) => void
  /** Shows another screen in place of the present one: Back leads to the same screen as before. */
  readonly replace: (screen: Screen) => void
  /** Goes back one screen; false when there is none. */
  readonly back: () => boolean
}

const TRAIL_LENGTH = 50

/** The screen that a job was opened from. It stays behind the whole view of the job, as it was left. */
export const findScreenBehind = ({ screen, trail }: Pick<Navigation, 'screen' | 'trail'>): Screen =>
  screen.name === 'job' ? (trail.findLast(({ name }) => name !== 'job') ?? screen) : screen

/** The present screen, and the screens before it. */
export const useNavigation = create<Navigation>()((set, get) => ({
  screen: { name: 'run' },
  trail: [],
  open(screen) {
    const { screen: from, trail } = get()
    set({ screen, trail: [...trail, from].slice(-TRAIL_LENGTH) })
  },
  replace: (screen) => set({ screen }),
  back() {
    const { trail } = get()
    const screen = trail.at(-1)
    if (screen === undefined) return false
    set({ screen, trail: trail.slice(0, -1) })
    return true
  },
}))
