// Puts the app together, in named steps; each step is a file in `src/main/boot`. Each file says what its step does.
import { app } from 'electron'
import { createEventSender } from '#main/ipc/events.ts'
import { systemClock } from '#main/lib/system-clock.ts'
import { closeBeforeQuit } from '#main/shell/process/quit.ts'
import { handleUncaughtErrors } from '#main/shell/process/uncaught.ts'
import { hardenPages } from '#main/shell/security/harden.ts'
import { showWhilePreparing } from '#main/shell/window/preparing-window.ts'
import type { MainWindow } from '#main/shell/window/window.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { answerRequests } from './boot/answer-requests.ts'
import type { BootContext, BootOptions } from './boot/boot-context.ts'
import { openDataFolder, type DataFolder } from './boot/open-data-folder.ts'
import { openLocalFiles } from './boot/open-local-files.ts'
import { openMainWindow } from './boot/open-main-window.ts'
import { openSecretClipboard } from './boot/open-secret-clipboard.ts'
import { startServices, type StartedServices } from './boot/start-services.ts'

/** Called once, when Electron is ready. Rejects when the app cannot start; a `JournalError` means that the data folder cannot be used. */
export async function boot(options: BootOptions): Promise<void> {
  const { log, redactor } = options
  const main: MainWindow = { window: null }
  const events = createEventSender({
    page: () => main.window?.webContents ?? null,
    clock: systemClock,
    redact: redactor.redact,
  })
  handleUncaughtErrors((message, cause) => {
    log.error(message, cause)
    events.notice(appError('app.unexpected'))
  })
  const folder = app.getPath('userData')
  const secretClipboard = openSecretClipboard()
  const recovery = { reason: null }
  const context: BootContext = { ...options, folder, events, main, recovery, secretClipboard }
  hardenPages()
  const preparing = showWhilePreparing(systemClock)
  const data = await openDataFolder(context, (progress) => preparing.update(progress))
  const services = startServices(context, data)
  const localFiles = openLocalFiles(context, data)
  answerRequests(context, data, services, localFiles)
  const opening = openMainWindow(context, services, localFiles, closeInOrder(context, data, services))
  preparing.close()
  await opening
}

/** Closes everything before the app quits: what writes comes first, the data folder last. */
const closeInOrder = (
  { log, secretClipboard }: BootContext,
  { journal, screenReader, sortedLists, viewReader, lease }: DataFolder,
  services: StartedServices,
) =>
  closeBeforeQuit(
    [
      { name: 'The rule for old jobs', close: async () => (await services.endPasses)(), timeoutMs: 1000 },
      { name: 'A backup', close: () => services.backups.stop(), timeoutMs: 3000 },
      { name: 'The engine', close: () => services.engine.close(3000), timeoutMs: 4000 },
      { name: 'A secret on the clipboard', close: () => secretClipboard.close(), timeoutMs: 1000 },
      { name: 'The network', close: () => services.transport.close(), timeoutMs: 1000 },
      { name: 'The facts', close: async () => services.facts.close(), timeoutMs: 1000 },
      { name: 'What the saved views read', close: () => viewReader.close(), timeoutMs: 2000 },
      // Without waiting for a sort that is under way.
      { name: 'Sorted lists', close: async () => sortedLists.cancel(), timeoutMs: 1000 },
      { name: 'The sorting', close: () => sortedLists.close(), timeoutMs: 1000 },
      { name: 'What the screens read', close: () => screenReader.close(), timeoutMs: 2000 },
      { name: 'The history', close: () => journal.close(), timeoutMs: 5000 },
      { name: 'The Sandbox', close: () => services.sandbox.close(), timeoutMs: 1000 },
      { name: 'The data folder', close: () => lease.release(), timeoutMs: 1000 },
    ],
    log.error,
  )
