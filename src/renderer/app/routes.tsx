import type { ReactNode } from 'react'
import type { Screen } from '#renderer/stores/navigation/index.ts'

/** The screen of a place. Features never import one another: what one shows of another comes in here. */
export function ScreenOf({ screen }: { readonly screen: Screen }): ReactNode {
  return <h1 className="sr-only">{screen.name}</h1>
}
