import { useEffect, useMemo } from 'react'
import {
  choosePlan,
  planDraft,
  useDraft,
  useExistingResults,
  type DraftPlan,
  type ExistingById,
} from '#renderer/stores/draft/index.ts'
import { useFiles } from '#renderer/stores/files/index.ts'
import { useLists } from '#renderer/stores/lists/index.ts'
import { useSettings } from '#renderer/stores/settings/index.ts'

/** While the person ticks and removes, the journal is not asked on every click. */
const COMPARE_DELAY_MS = 150

/** What Run would do, and how well that is known. */
export interface PlannedRun {
  readonly plan: DraftPlan
  /** Earlier results and uploads of these items; empty while the journal is asked. */
  readonly facts: ExistingById
  /** Whether sources are still being read: pastes, walks, lists. */
  readonly isReading: boolean
  /** Whether the facts belong to these items: only then is it known what would be repeated. */
  readonly isCompared: boolean
}

const NO_FACTS: ExistingById = {
  results: new Set(),
  unclear: new Set(),
  underWay: new Set(),
  files: new Map(),
}

/** What Run would do with the draft. It is compared with the journal whenever sources, workflow or connection change. */
export function usePlan(connectionId: string, workflowId: string | undefined): PlannedRun {
  const items = useDraft((store) => store.items)
  const isReadingDraft = useDraft((store) => store.reading > 0)
  const walks = useFiles((store) => store.walks)
  const lists = useLists((store) => Object.keys(store.reading).length)
  const setting = useSettings((store) => store.settings?.knownFiles ?? 'ask')
  const { compared, facts: comparedFacts, compare, forget } = useExistingResults()
  const { runAll, runUnclear, runUnderWay, uploadAgain } = useExistingResults()
  const isReading = isReadingDraft || walks > 0 || lists > 0
  const isCompared =
    items.length === 0 ||
    (compared !== null &&
      compared.items === items &&
      compared.connectionId === connectionId &&
      compared.workflowId === workflowId)
  useEffect(() => {
    if (workflowId === undefined || isReading || isCompared) return undefined
    const timer = setTimeout(() => void compare({ items, connectionId, workflowId }), COMPARE_DELAY_MS)
    return () => clearTimeout(timer)
  }, [compare, items, connectionId, workflowId, isReading, isCompared])
  // While another screen is shown, the same sources may be run from there.
  useEffect(() => forget, [forget])
  const facts = isCompared ? comparedFacts : NO_FACTS
  const plan = useMemo(
    () => planDraft(items, choosePlan(facts, { runAll, runUnclear, runUnderWay, uploadAgain, setting })),
    [items, facts, runAll, runUnclear, runUnderWay, uploadAgain, setting],
  )
  return { plan, facts, isReading, isCompared }
}
