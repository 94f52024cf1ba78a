import { Check, ChevronsUpDown, Plus, Settings2 } from 'lucide-react'
import { useState } from 'react'
import { runCommand, useCommand } from '#renderer/stores/commands/index.ts'
import { useActiveConnection, useConnections } from '#renderer/stores/connections/index.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { Badge } from '#renderer/ui/badge.tsx'
import { Menu, type MenuItem } from '#renderer/ui/menu.tsx'
import { Swatch } from '#renderer/ui/swatch.tsx'
import type { Connection } from '#shared/model/connection.ts'
import { appWords } from '#shared/text/app.ts'
import { COMMANDS } from '#shared/text/commands.ts'

/** Shows the active connection, and opens the menu of all connections. */
export function ConnectionSwitcher() {
  const { list, activate } = useConnections()
  const active = useActiveConnection()
  const openScreen = useNavigation((store) => store.open)
  const [open, setOpen] = useState(false)
  useCommand('connection.switch', () => setOpen(true))
  const items: MenuItem[] = [
    ...list.map((connection) => ({
      id: connection.id,
      label: connection.name,
      sign: <Swatch colour={connection.colour} />,
      ...(connection.production && { hint: appWords.production }),
      ...(connection.id === active?.id && { mark: Check }),
      onSelect: () => void activate(connection.id),
    })),
    {
      id: 'add',
      label: COMMANDS['connection.add'].label,
      icon: Plus,
      separated: true,
      onSelect: () => void runCommand('connection.add'),
    },
    {
      id: 'manage',
      label: appWords.manageConnections,
      icon: Settings2,
      onSelect: () => openScreen({ name: 'connections' }),
    },
  ]
  const name = active?.name ?? ''
  // The accessible name begins with the visible text, PROD included.
  const label = appWords.connectionSwitcher(active?.production ? `${name} ${appWords.production}` : name)
  return (
    <Menu
      label={label}
      align="start"
      items={items}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          aria-label={label}
          title={active === undefined ? undefined : appWords.connectionTitle(label, active.colour)}
          className="flex min-h-9 items-center gap-2 rounded py-1.5 pr-1.5 pl-2 text-left hover:bg-surface-3 max-[1000px]:gap-1 max-[1000px]:px-0"
        >
          <SwitcherLabel name={name} active={active} />
        </button>
      }
    />
  )
}

interface SwitcherLabelProps {
  readonly name: string
  readonly active: Connection | undefined
}

/** What is seen of the active connection; in a narrow sidebar two letters of its name. */
function SwitcherLabel({ name, active }: SwitcherLabelProps) {
  return (
    <>
      {active && <Swatch colour={active.colour} shape="stripe" />}
      <span className="min-w-0 grow truncate font-semibold max-[1000px]:hidden">{name}</span>{' '}
      <span className="flex flex-col max-[1000px]:gap-0.5">
        {/* Drawn by the style: text would have to stand in the accessible name as it is seen. */}
        <span
          aria-hidden
          data-initials={Array.from(name).slice(0, 2).join('')}
          className="hidden font-semibold before:content-[attr(data-initials)] max-[1000px]:inline"
        />
        {active?.production && (
          <>
            <span className="text-xs font-semibold tracking-tighter text-red min-[1000px]:hidden">
              {appWords.production}
            </span>
            <span className="max-[1000px]:hidden">
              <Badge tone="red">{appWords.production}</Badge>
            </span>
          </>
        )}
      </span>
      <ChevronsUpDown aria-hidden size={14} className="shrink-0 text-muted max-[1000px]:hidden" />
    </>
  )
}
