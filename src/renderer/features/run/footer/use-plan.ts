import { useEffect, useMemo } from 'react'
import {
  choiceOf,
  planOf,
  useDraft,
  useKnown,
  type DraftPlan,
  type KnownFacts,
} from '#renderer/stores/draft/index.ts'
import { useFiles } from '#renderer/stores/files/index.ts'
import { useLists } from '#renderer/stores/lists/index.ts'
import { useSettings } from '#renderer/stores/settings/index.ts'

/** Ticking and removing do not ask on every click. */
const COMPARE_DELAY_MS = 150

export interface PlannedRun {
  readonly plan: DraftPlan
  /** What the journal knows of these items; empty while it is asked. */
  readonly facts: KnownFacts
  /** More is coming in: pastes, walks, lists. */
  readonly isReading: boolean
  /** The facts are those of these items: only then is it known what would be repeated. */
  readonly isCompared: boolean
}

const NO_FACTS: KnownFacts = { results: new Set(), files: new Map() }

/** What Run would do with the draft, compared with the journal whenever sources, workflow or connection change. */
export function usePlan(connectionId: string, workflowId: string | undefined): PlannedRun {
  const { items, reading } = useDraft()
  const walks = useFiles((store) => store.walks)
  const lists = useLists((store) => Object.keys(store.reading).length)
  const setting = useSettings((store) => store.settings?.knownFiles ?? 'ask')
  const { of, facts: told, runAll, uploadAgain, compare } = useKnown()
  const busy = reading > 0 || walks > 0 || lists > 0
  const current =
    items.length === 0 ||
    (of !== null && of.items === items && of.connectionId === connectionId && of.workflowId === workflowId)
  useEffect(() => {
    if (workflowId === undefined || busy || current) return undefined
    const timer = setTimeout(() => void compare({ items, connectionId, workflowId }), COMPARE_DELAY_MS)
    return () => clearTimeout(timer)
  }, [compare, items, connectionId, workflowId, busy, current])
  const facts = current ? told : NO_FACTS
  const plan = useMemo(
    () => planOf(items, choiceOf(facts, { runAll, uploadAgain, setting })),
    [items, facts, runAll, uploadAgain, setting],
  )
  return { plan, facts, isReading: busy, isCompared: current }
}
