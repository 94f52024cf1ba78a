import { Plug, History, Play, Settings, Workflow, type LucideIcon } from 'lucide-react'
import { keyLabel } from '#renderer/lib/keys.ts'
import { useNavigation, type Screen } from '#renderer/stores/navigation/index.ts'
import { cx } from '#renderer/ui/cx.ts'
import { Tooltip } from '#renderer/ui/tooltip.tsx'
import { appWords } from '#shared/text/app.ts'
import { COMMANDS } from '#shared/text/commands.ts'
import { BatchMeter } from './batch-meter.tsx'
import { SidebarViews } from './sidebar-views.tsx'
import { ConnectionSwitcher } from './connection-switcher.tsx'

interface SidebarItem {
  readonly screen: Extract<Screen, { name: keyof typeof appWords.screens }>
  readonly icon: LucideIcon
  readonly keys: string
}

const SIDEBAR_ITEMS: readonly SidebarItem[] = [
  { screen: { name: 'run' }, icon: Play, keys: COMMANDS['go.run'].keys },
  { screen: { name: 'history' }, icon: History, keys: COMMANDS['go.history'].keys },
  { screen: { name: 'workflows' }, icon: Workflow, keys: COMMANDS['go.workflows'].keys },
  { screen: { name: 'connections' }, icon: Plug, keys: COMMANDS['go.connections'].keys },
]

/** The sidebar: the connection, the screens, the running batch. In a window under 1000 px it shows icons only. */
export function Sidebar() {
  return (
    <nav
      aria-label={appWords.navigation}
      className="flex w-52 shrink-0 flex-col gap-px border-r border-line bg-surface-2 p-2 max-[1000px]:w-14"
    >
      <ConnectionSwitcher />
      <div className="h-2" />
      {SIDEBAR_ITEMS.map((place) => (
        <SidebarButton key={place.screen.name} place={place} />
      ))}
      <SidebarViews />
      <div className="grow" />
      <BatchMeter />
      <SidebarButton
        place={{ screen: { name: 'settings' }, icon: Settings, keys: COMMANDS['go.settings'].keys }}
      />
    </nav>
  )
}

function SidebarButton({ place: { screen, icon: Icon, keys } }: { readonly place: SidebarItem }) {
  const { screen: shown, open } = useNavigation()
  // A job is mostly opened from the history, so History is marked as the present screen.
  const current = shown.name === screen.name || (shown.name === 'job' && screen.name === 'history')
  const name = appWords.screens[screen.name]
  return (
    <Tooltip text={`${name}  ${keyLabel(keys)}`} side="right">
      <button
        type="button"
        aria-current={current ? 'page' : undefined}
        onClick={() => open(screen)}
        className={cx(
          'flex h-8 shrink-0 items-center gap-2.5 rounded px-2.5 text-left max-[1000px]:justify-center max-[1000px]:px-0',
          current ? 'bg-surface-3 font-semibold' : 'text-muted hover:bg-surface-3 hover:text-text',
        )}
      >
        <Icon aria-hidden size={16} className={cx('shrink-0', current && 'text-accent')} />
        <span className="truncate max-[1000px]:sr-only">{name}</span>
      </button>
    </Tooltip>
  )
}
