import { createContext, useContext, useLayoutEffect, useRef } from 'react'
import { create } from 'zustand'
import type { MenuCommandId } from '#shared/text/commands.ts'

type Action = () => void

/** The actions offered at the moment, by command; a command without one is disabled. */
const useRegistry = create<Partial<Record<MenuCommandId, readonly Action[]>>>()(() => ({}))

/** False for a screen that lies behind the whole view of a job: it offers no command and takes no key or paste. */
export const ScreenInUse = createContext(true)

/**
 * Offers an action for a command while the component is mounted. With several, the newest wins.
 * With null the component offers nothing.
 */
export function useCommand(id: MenuCommandId, action: Action | null): void {
  const latest = useRef(action)
  useLayoutEffect(() => {
    latest.current = action
  })
  const offered = useContext(ScreenInUse) && action !== null
  // At once: a key that comes right after a component went must not reach its action any more.
  useLayoutEffect(() => {
    if (!offered) return undefined
    const run: Action = () => latest.current?.()
    useRegistry.setState(({ [id]: actions = [] }) => ({ [id]: [...actions, run] }))
    return () =>
      useRegistry.setState(({ [id]: actions = [] }) => ({ [id]: actions.filter((other) => other !== run) }))
  }, [id, offered])
}

/** Runs a command; false when no component offers it at the moment. */
export function runCommand(id: MenuCommandId): boolean {
  const action = useRegistry.getState()[id]?.at(-1)
  action?.()
  return action !== undefined
}

/** Which commands can be run at the moment. */
export const useEnabledCommands = (): ReadonlySet<MenuCommandId> => {
  const registry = useRegistry()
  return new Set((Object.keys(registry) as MenuCommandId[]).filter((id) => (registry[id]?.length ?? 0) > 0))
}
