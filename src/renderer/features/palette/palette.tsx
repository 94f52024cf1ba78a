import { Dialog } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { paletteWords as words } from '#shared/text/palette.ts'
import { CommandList } from './command-list.tsx'
import type { PaletteEntry } from './palette-entries.ts'

/** The command palette: every command by its name. */
export function Palette() {
  const [open, setOpen] = useState(false)
  useCommand('palette', () => setOpen(!open))
  const run = (entry: PaletteEntry): void => {
    setOpen(false)
    // The command runs after the focus went back to where it was, since some commands act on the focused element.
    requestAnimationFrame(entry.run)
  }
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40" />
        <Dialog.Popup
          aria-label={words.title}
          className="fixed top-[14%] left-1/2 z-50 flex max-h-[70%] w-140 max-w-[calc(100%-32px)] -translate-x-1/2 flex-col rounded-card border border-line bg-surface shadow-float outline-none"
        >
          <CommandList onRun={run} icon={Search} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
