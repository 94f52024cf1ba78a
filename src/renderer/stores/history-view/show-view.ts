import { useNavigation } from '#renderer/stores/navigation/index.ts'
import type { SavedView } from '#shared/model/saved-view.ts'
import { useHistoryView } from './index.ts'

/** Opens the history with a saved view. */
export function showView(view: SavedView): void {
  useHistoryView.getState().openView(view)
  useNavigation.getState().open({ name: 'history' })
}
