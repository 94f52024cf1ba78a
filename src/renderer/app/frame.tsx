import { useEffect } from 'react'
import { useApp } from '#renderer/stores/app/index.ts'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { findScreenBehind, useNavigation, type Screen } from '#renderer/stores/navigation/index.ts'
import { useSettings } from '#renderer/stores/settings/index.ts'
import { useWorkflows } from '#renderer/stores/workflows/index.ts'
import { KeepFilesOffer } from '#renderer/save-files/keep-files-offer.tsx'
import { SaveFilesStrip } from '#renderer/save-files/save-files-strip.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import { assertNever } from '#shared/model/assert.ts'
import { appWords } from '#shared/text/app.ts'
import { loadFrame } from './connect-stores.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { Notices } from './notices.tsx'
import { ScreenStack } from './screen-stack.tsx'
import { Sidebar } from './sidebar.tsx'

/** The frame of the window: the sidebar, the notices, and one screen. */
export function Frame() {
  const { screen, trail } = useNavigation()
  const start = useStartState()
  return (
    <div className="flex h-full">
      <Sidebar />
      <main className="flex min-w-0 grow flex-col">
        <Notices />
        <KeepFilesOffer />
        <SaveFilesStrip />
        <ErrorBoundary key={toScreenKey(findScreenBehind({ screen, trail }))}>
          {start === 'ready' && <ScreenStack screen={screen} behind={findScreenBehind({ screen, trail })} />}
          {start === 'loading' && (
            <div className="flex grow items-center justify-center">
              <Spinner />
            </div>
          )}
          {start === 'failed' && (
            <EmptyState
              sentence={appWords.brokenAtStart}
              action={<Button onClick={loadFrame}>{appWords.retry}</Button>}
            />
          )}
        </ErrorBoundary>
      </main>
    </div>
  )
}

/** The React key of a screen: with another key its state begins anew. */
function toScreenKey(screen: Screen): string {
  switch (screen.name) {
    case 'job':
      return `job ${screen.jobId}`
    case 'history':
      return `history ${JSON.stringify(screen.filter ?? null)}`
    case 'run':
    case 'workflows':
    case 'connections':
    case 'settings':
      return screen.name
    default:
      return assertNever(screen)
  }
}

/**
 * Whether the frame has its data. When the first screen has its data too, `data-app-state` on <html> says so to
 * tests.
 */
function useStartState(): 'loading' | 'ready' | 'failed' {
  const settings = useSettings()
  const connections = useConnections()
  const { info, error } = useApp()
  const ready = settings.settings !== null && connections.activeId !== '' && info !== null
  // The first screen chooses among the workflows of the active connection.
  const first = useWorkflows(
    (store) => store.lists[connections.activeId] !== undefined || store.error !== null,
  )
  useEffect(() => {
    if (ready && first) document.documentElement.dataset['appState'] = 'ready'
  }, [ready, first])
  if (ready) return 'ready'
  return (settings.error ?? connections.error ?? error) === null ? 'loading' : 'failed'
}
