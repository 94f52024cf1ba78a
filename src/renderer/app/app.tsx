import { CSPProvider } from '@base-ui/react/csp-provider'
import { useEffect } from 'react'
import { ExportDialog } from '#renderer/features/export/index.ts'
import { Palette, Shortcuts } from '#renderer/features/palette/index.ts'
import { guardPresses } from '#renderer/lib/press-guard.ts'
import { TooltipProvider } from '#renderer/ui/tooltip.tsx'
import { useAppCommands } from './app-commands.ts'
import { DropZone } from './drop-zone.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { keepFocus } from './focus-keeper.ts'
import { Frame } from './frame.tsx'
import { useKeyBindings } from './key-bindings.ts'
import { useUnveil } from './use-unveil.ts'
import { LiveRegion } from './live-region.tsx'
import { useTheme } from './use-theme.ts'
import { ToastOutlet } from './toast-outlet.tsx'

/** The root component. */
export function App() {
  return (
    <CSPProvider disableStyleElements>
      <TooltipProvider delay={500}>
        <ErrorBoundary>
          <Window />
        </ErrorBoundary>
      </TooltipProvider>
    </CSPProvider>
  )
}

function Window() {
  useTheme()
  useEffect(() => guardPresses(window), [])
  useEffect(() => keepFocus(document), [])
  useKeyBindings()
  useUnveil()
  useAppCommands()
  return (
    <>
      <Frame />
      <DropZone />
      <ExportDialog />
      <Palette />
      <Shortcuts />
      <ToastOutlet />
      <LiveRegion />
    </>
  )
}
