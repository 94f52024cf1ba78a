import { runCommand, useCommand } from '#renderer/stores/commands/index.ts'
import { useApp } from '#renderer/stores/app/index.ts'
import { useFiles } from '#renderer/stores/files/index.ts'
import { useHistoryView } from '#renderer/stores/history-view/index.ts'
import { useNavigation, type Screen } from '#renderer/stores/navigation/index.ts'
import { useSettings } from '#renderer/stores/settings/index.ts'
import type { MenuCommandId } from '#shared/text/commands.ts'
import { showSources } from './show-sources.ts'

/** Offers the commands that work everywhere. A screen offers its own commands while it is shown. */
export function useAppCommands(): void {
  const { screen, open, back } = useNavigation()
  useCommand('go.run', () => open({ name: 'run' }))
  useCommand('go.history', () => open({ name: 'history' }))
  useCommand('go.runs', () => {
    open({ name: 'history' })
    useHistoryView.setState({ shows: 'runs' })
  })
  useCommand('go.workflows', () => open({ name: 'workflows' }))
  useCommand('go.connections', () => open({ name: 'connections' }))
  useCommand('go.settings', () => open({ name: 'settings' }))
  useCommand('go.back', screen.name === 'job' ? back : null)
  useCommand('connection.add', () => open({ name: 'connections', edit: 'new' }))
  useCommand('workflow.add', createScreenAction('workflow.add', 'workflows', screen))
  useCommand('sources.addFiles', createPickAction('files'))
  useCommand('sources.addFolder', createPickAction('folder'))
  useCommand('sources.samples', createScreenAction('sources.samples', 'run', screen))
  const { set } = useSettings()
  useCommand('theme.system', () => void set({ theme: 'system' }))
  useCommand('theme.light', () => void set({ theme: 'light' }))
  useCommand('theme.dark', () => void set({ theme: 'dark' }))
  const showLog = useApp((store) => store.showLog)
  useCommand('app.showLog', () => void showLog())
}

/** Lets the person choose files or a folder, and shows the source area, where they appear. */
const createPickAction = (what: 'files' | 'folder') => (): void => {
  showSources()
  void useFiles.getState().pick(what)
}

/** The action of a command that belongs to another screen: opens that screen and runs the command there. */
function createScreenAction(
  id: MenuCommandId,
  name: 'run' | 'workflows',
  shown: Screen,
): (() => void) | null {
  if (shown.name === name) return null
  return () => {
    useNavigation.getState().open({ name })
    // The screen offers its own action once it is mounted.
    requestAnimationFrame(() => runCommand(id))
  }
}
