import { X } from 'lucide-react'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { useHistoryView } from '#renderer/stores/history-view/index.ts'
import {
  findAskedLabels,
  findFacetConditions,
  toFacetTerm,
  toggleFacet,
} from '#renderer/stores/history-view/facet-conditions.ts'
import { useFacets } from '#renderer/stores/jobs/use-count.ts'
import { useWorkflows } from '#renderer/stores/workflows/index.ts'
import { cx } from '#renderer/ui/cx.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { shortenId } from '#shared/format/shorten.ts'
import type { Facet, NumberColumn } from '#shared/model/facets.ts'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import type { SourceKind } from '#shared/model/source.ts'
import { joinQuery } from '#shared/model/query/index.ts'
import { facetWords as words } from '#shared/text/facets.ts'
import { historyWords } from '#shared/text/history.ts'
import { stateWords, type StateName } from '#shared/text/states.ts'
import { FacetValues, type ShownValue } from './facet-values.tsx'
import { NumberFacet } from './number-facet.tsx'

const TOOK: NumberColumn = { kind: 'took' }
const SIZE: NumberColumn = { kind: 'size' }
/** Labels of the query whose confidence is shown. */
const MAX_LABELS = 3

interface FacetPanelProps {
  readonly filter: JobFilterInput
  /** It lies over the list, which has no room beside it. */
  readonly isOverList: boolean
  readonly onClose: () => void
}

/** The values of the listed jobs, with how many jobs have each. A press narrows the list down to them. */
export function FacetPanel({ filter, isOverList, onClose }: FacetPanelProps) {
  const conditions = useHistoryView((view) => view.conditions)
  const { counted, error, isOld } = useFacets(filter)
  const missing = error ?? counted?.missing ?? null
  const isEmpty = counted !== null && counted.isDone && counted.facets.length === 0
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- its controls take the keys.
    <aside
      aria-label={words.panel}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOverList) return
        event.stopPropagation()
        onClose()
      }}
      className={cx(
        'flex w-60 shrink-0 flex-col border-r border-line bg-surface',
        isOverList && 'absolute inset-y-0 left-0 z-20 shadow-float',
      )}
    >
      <div className="flex h-8 shrink-0 items-center justify-between gap-2 pr-1 pl-4 text-xs text-muted">
        <h2 className="shrink-0 font-semibold">{words.panel}</h2>
        <output className="grow truncate text-right">
          {counted !== null && !counted.isDone && words.counting(counted.share)}
        </output>
        <IconButton label={words.hide} icon={X} onClick={onClose} />
      </div>
      <div
        className={cx('flex min-h-0 grow flex-col gap-4 overflow-y-auto px-2 pb-4', isOld && 'opacity-60')}
      >
        {missing !== null && (
          <output className="px-2 text-muted">{`${missing.message} ${missing.advice}`.trim()}</output>
        )}
        {isEmpty && <output className="px-2 text-muted">{words.none}</output>}
        {findAskedLabels(conditions)
          .slice(0, MAX_LABELS)
          .map((name) => (
            <LabelNumbers key={name} name={name} />
          ))}
        {(counted?.facets ?? []).map((facet) => (
          <FacetOfColumn key={`${facet.kind} ${facet.name ?? ''}`} facet={facet} />
        ))}
        <NumberFacet column={TOOK} />
        <NumberFacet column={SIZE} />
      </div>
    </aside>
  )
}

const LabelNumbers = ({ name }: { readonly name: string }) => <NumberFacet column={{ kind: 'tag', name }} />

function FacetOfColumn({ facet }: { readonly facet: Facet }) {
  const { kind, name, values, further } = facet
  const { conditions, text, search } = useHistoryView()
  const showName = useShownNames(kind)
  const shown = values
    // A value without a letter cannot be written in a query.
    .filter(({ value }) => value !== '')
    .map(({ value, jobs }): ShownValue & { readonly query: string } => {
      const { shown: label, query } = showName(value)
      const isChosen = findFacetConditions(conditions, toFacetTerm(kind, name, query)).length > 0
      return { key: value, text: label, query, jobs, isChosen }
    })
  const [first] = shown
  if (first === undefined) return null
  // One value that all jobs have says nothing, unless it can be lifted.
  const saysNothingAlone = kind === 'connection' || kind === 'sourceKind'
  if (shown.length === 1 && saysNothingAlone && !first.isChosen) return null
  return (
    <FacetValues
      title={kind === 'label' ? (name ?? '') : words.titles[kind]}
      values={shown}
      further={further}
      most={Math.max(...shown.map(({ jobs }) => jobs))}
      onToggle={(key) => {
        const value = shown.find((each) => each.key === key)
        if (value === undefined) return
        const term = toFacetTerm(kind, name, value.query)
        search(joinQuery({ conditions: toggleFacet(conditions, term), rest: text }))
      }}
    />
  )
}

/** How a value is called on screen, and in a query: workflows and connections by their names, unless two have the same. */
function useShownNames(
  kind: Facet['kind'],
): (value: string) => { readonly shown: string; readonly query: string } {
  const lists = useWorkflows((store) => store.lists)
  const connections = useConnections((store) => store.list)
  const named = kind === 'workflow' ? Object.values(lists).flat() : kind === 'connection' ? connections : []
  return (value) => {
    if (kind === 'state') return { shown: stateWords[value as StateName] ?? value, query: value }
    if (kind === 'verdict')
      return { shown: historyWords.verdicts[value as 'flagged' | 'clear'] ?? value, query: value }
    if (kind === 'sourceKind')
      return { shown: historyWords.kinds[value as SourceKind] ?? value, query: value }
    if (kind !== 'workflow' && kind !== 'connection') return { shown: value, query: value }
    const name = named.find(({ id }) => id === value)?.name
    if (name === undefined) return { shown: shortenId(value), query: value }
    const isUnique = named.every((other) => other.name !== name || other.id === value)
    return { shown: name, query: isUnique ? name : value }
  }
}
