import { app, session } from 'electron'
import { refuseNavigation } from './navigation.ts'
import { refusePermissions } from './permissions.ts'
import { refusePopups } from './popups.ts'
import { refuseWebviews } from './webview.ts'

/** Puts every rule of this folder on every page, before the first one exists. */
export function hardenPages(): void {
  refusePermissions(session.defaultSession)
  app.on('web-contents-created', (_event, contents) => {
    refuseNavigation(contents)
    refusePopups(contents)
    refuseWebviews(contents)
  })
}
