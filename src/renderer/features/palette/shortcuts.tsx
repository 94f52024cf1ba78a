import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { KeyCaps } from '#renderer/ui/key-caps.tsx'
import { COMMANDS, type MenuCommandId, type CommandText } from '#shared/text/commands.ts'
import { paletteWords } from '#shared/text/palette.ts'

const words = paletteWords.shortcuts

interface Shortcut {
  readonly keys: string
  readonly label: string
}

function listShortcuts(quiet: boolean): readonly Shortcut[] {
  const found: Shortcut[] = []
  for (const id of Object.keys(COMMANDS) as MenuCommandId[]) {
    const command: CommandText = COMMANDS[id]
    if (command.keys !== undefined && (command.quiet ?? false) === quiet)
      found.push({ keys: command.keys, label: command.label })
  }
  return found
}

const GROUPS: readonly { readonly title: string; readonly shortcuts: readonly Shortcut[] }[] = [
  { title: words.groups.everywhere, shortcuts: listShortcuts(false) },
  { title: words.groups.quiet, shortcuts: listShortcuts(true) },
  { title: words.groups.lists, shortcuts: words.lists },
  { title: words.groups.pictures, shortcuts: words.pictures },
]

/** The list of all keyboard shortcuts; `?` opens it. */
export function Shortcuts() {
  const [open, setOpen] = useState(false)
  const popup = useRef<HTMLDivElement>(null)
  useCommand('shortcuts', () => setOpen(true))
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40" />
        <Dialog.Popup
          ref={popup}
          initialFocus={popup}
          className="fixed top-[8%] left-1/2 z-50 flex max-h-[84%] w-160 max-w-[calc(100%-32px)] -translate-x-1/2 flex-col rounded-card border border-line bg-surface shadow-float outline-none"
        >
          <div className="flex h-11 shrink-0 items-center border-b border-line pr-2 pl-4">
            <Dialog.Title className="grow text-md">{words.title}</Dialog.Title>
            <Dialog.Close render={<IconButton label={words.close} icon={X} />} />
          </div>
          <section
            aria-label={words.title}
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- in a low window it is scrolled by the keys.
            tabIndex={0}
            className="min-h-0 columns-2 gap-8 overflow-y-auto p-4 max-[700px]:columns-1"
          >
            {GROUPS.map(({ title, shortcuts }) => (
              <section key={title} aria-label={title} className="mb-4 break-inside-avoid">
                <h2 className="pb-1 text-xs text-muted">{title}</h2>
                <dl>
                  {shortcuts.map(({ keys, label }) => (
                    <div key={label} className="flex min-h-7 items-center gap-3">
                      <dt className="min-w-0 grow">{label}</dt>
                      <dd>
                        <KeyCaps keys={keys} />
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </section>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
