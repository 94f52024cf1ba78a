import { Check, ChevronDown } from 'lucide-react'
import { useRef } from 'react'
import { useCommand } from '#renderer/lib/commands.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Menu, type MenuItem } from '#renderer/ui/menu.tsx'
import { SearchField } from '#renderer/ui/search-field.tsx'
import { StateSign } from '#renderer/ui/state-sign.tsx'
import { TitleRow } from '#renderer/ui/title-row.tsx'
import { STATE_GROUPS, type StateGroup } from '#shared/model/state-groups.ts'
import { app } from '#shared/text/app.ts'
import { COMMANDS } from '#shared/text/commands.ts'
import { history } from '#shared/text/history.ts'
import { FilterChips } from './filter-chips.tsx'
import { search, useHistoryView } from './view.ts'

const words = history.filter

/** The title of the history and its filters. */
export function HistoryBar({ total }: { readonly total: number | null }) {
  return (
    <TitleRow
      title={app.screens.history}
      beside={
        <>
          {total !== null && <span className="shrink-0 text-muted">{history.total(total)}</span>}
          <FilterChips />
        </>
      }
    >
      <StateFilter />
      <Search />
    </TitleRow>
  )
}

function StateFilter() {
  const group = useHistoryView((view) => view.group)
  const choose = (next: StateGroup | null): void => useHistoryView.setState({ group: next })
  const items: MenuItem[] = [
    {
      id: 'any',
      label: words.anyState,
      onSelect: () => choose(null),
      ...(group === null && { mark: Check }),
    },
    ...(Object.keys(STATE_GROUPS) as StateGroup[]).map((id, at) => ({
      id,
      label: words.groups[id],
      sign: <StateSign state={id === 'open' ? 'started' : id} compact />,
      separated: at === 0,
      onSelect: () => choose(id),
      ...(group === id && { mark: Check }),
    })),
  ]
  const shown = group === null ? words.anyState : words.groups[group]
  return (
    <Menu
      label={words.state}
      items={items}
      trigger={
        <Button aria-label={`${words.state}: ${shown}`}>
          {shown}
          <ChevronDown aria-hidden size={14} className="text-muted" />
        </Button>
      }
    />
  )
}

function Search() {
  const field = useRef<HTMLInputElement>(null)
  const typed = useHistoryView((view) => view.typed)
  useCommand('find', () => field.current?.select())
  return (
    <SearchField
      ref={field}
      label={words.search}
      hint={words.searchHint}
      keys={COMMANDS.find.keys}
      value={typed}
      onChange={search}
    />
  )
}
