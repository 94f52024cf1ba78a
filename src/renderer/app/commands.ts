import { useCommand } from '#renderer/lib/commands.ts'
import { useApp } from '#renderer/stores/app/index.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { useSettings } from '#renderer/stores/settings/index.ts'

/** The commands that work everywhere; the screens offer theirs while they are shown. */
export function useAppCommands(): void {
  const { screen, open, back } = useNavigation()
  useCommand('go.run', () => open({ name: 'run' }))
  useCommand('go.history', () => open({ name: 'history' }))
  useCommand('go.workflows', () => open({ name: 'workflows' }))
  useCommand('go.connections', () => open({ name: 'connections' }))
  useCommand('go.settings', () => open({ name: 'settings' }))
  useCommand('go.back', screen.name === 'job' ? back : null)
  useCommand('connection.add', () => open({ name: 'connections', edit: 'new' }))
  const { set } = useSettings()
  useCommand('theme.system', () => void set({ theme: 'system' }))
  useCommand('theme.light', () => void set({ theme: 'light' }))
  useCommand('theme.dark', () => void set({ theme: 'dark' }))
  const showLog = useApp((store) => store.showLog)
  useCommand('app.showLog', () => void showLog())
}
