import { createContext, useContext } from 'react'

/** What the picture and the cards of a job tell each other of the places on it. */
export interface ShownRegions {
  /** The ids of those that are drawn on the picture: a card needs no drawing of its own for them. */
  readonly onPicture: ReadonlySet<string>
  readonly highlighted: string | null
  readonly highlight: (id: string | null) => void
}

export const RegionsContext = createContext<ShownRegions>({
  onPicture: new Set(),
  highlighted: null,
  highlight: () => undefined,
})

export const useRegions = (): ShownRegions => useContext(RegionsContext)
