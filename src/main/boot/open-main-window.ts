import { join } from 'node:path'
import { app } from 'electron'
import { subscribePower } from '#main/shell/process/power.ts'
import { confirmBeforeClose } from '#main/shell/window/confirm-close.ts'
import { confirmQuit, showErrorBox } from '#main/shell/window/dialogs.ts'
import { setMenu } from '#main/shell/window/menu.ts'
import { recoverWindow } from '#main/shell/window/recover-window.ts'
import { loadPage, openWindow, showWindow } from '#main/shell/window/window.ts'
import { shellWords as words } from '#shared/text/shell.ts'
import { builtFolder, type BootContext } from './boot-context.ts'
import type { LocalFiles } from './open-local-files.ts'
import type { StartedServices } from './start-services.ts'

/** Opens the window, loads the page, and connects the window to the life of the process. */
export async function openMainWindow(
  { events, log, main, recovery }: BootContext,
  { engine, activity, findUnkept }: StartedServices,
  localFiles: LocalFiles,
  isQuitting: () => boolean,
): Promise<void> {
  const window = openWindow({
    preload: join(builtFolder(), 'preload/index.cjs'),
    icon: join(app.getAppPath(), 'resources/icons/256x256.png'),
  })
  main.window = window
  window.on('closed', () => {
    main.window = null
  })
  window.webContents.on('did-navigate', localFiles.onPageGone)
  recoverWindow(window, {
    now: () => performance.now(),
    onGone: (reason, isReloading) => {
      log.warn(`The page ${reason}`)
      recovery.reason = reason
      if (!isReloading) showErrorBox(words.stoppedOften, words.stoppedOftenAdvice)
    },
  })
  setMenu(events.command, () => (main.window === null ? app.quit() : main.window.close()))
  app.on('second-instance', () => {
    if (main.window !== null) showWindow(main.window)
  })
  subscribePower({ onSuspend: () => engine.setOnline(false), onResume: () => engine.setOnline(true) })
  confirmBeforeClose(window, {
    isActive: () => activity.isActive || engine.unkeptFiles() !== null,
    describeActivity: async () => words.quitDialog.activeJobs(await findUnkept()),
    ask: (activeJobs) => confirmQuit(window, words.quitDialog, activeJobs),
    isQuitting,
    quit: () => app.quit(),
  })
  await loadPage(window)
}
