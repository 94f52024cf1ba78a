// What must happen before Electron is ready. All of it is synchronous: Electron would wait for a top-level await.
import { join, resolve } from 'node:path'
import { app } from 'electron'
import { secureEnvironment } from '#main/filestack/environment.ts'
import type { BootOptions } from './boot/boot-context.ts'
import { createRedactor } from '#main/redact/redactor.ts'
import { makeNewFilesPrivate } from './lib/file-mode.ts'
import { makeFolderPrivate } from './storage/private-folder.ts'
import { showErrorBox } from './shell/window/dialogs.ts'
import { startLog } from './shell/process/log.ts'
import { collectOpenedFiles } from './shell/process/opened-files.ts'
import { registerScheme } from './shell/origin/protocol.ts'
import { JournalError } from './storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { Result } from '#shared/model/result.ts'
import { appWords as words } from '#shared/text/app.ts'
import { shellWords } from '#shared/text/shell.ts'

app.setName(words.name)
const folder = app.commandLine.getSwitchValue('user-data-dir')
if (folder !== '') app.setPath('userData', resolve(folder))

async function start(environment: Result<readonly AppError[]>, options: BootOptions): Promise<void> {
  if (!environment.ok) {
    cannotStart(environment.error)
    return
  }
  // Not before: it imports undici, which asks at once whether it shall print.
  const { boot } = await import('./boot.ts')
  await boot({ ...options, notices: [...options.notices, ...environment.data] })
}

function cannotStart({ message, advice }: AppError): void {
  showErrorBox(shellWords.cannotStart, `${message} ${advice}`)
  app.exit(1)
}

makeNewFilesPrivate()
if (app.requestSingleInstanceLock()) {
  const environment = secureEnvironment(process.env)
  const notices = makeFolderPrivate(app.getPath('userData'))
  registerScheme()
  const openedFiles = collectOpenedFiles()
  const redactor = createRedactor()
  const log = startLog(join(app.getPath('userData'), 'logs'), redactor)
  log.info(`${words.name} ${app.getVersion()} starts`)
  app
    .whenReady()
    .then(() => start(environment, { log, redactor, openedFiles, notices }))
    .catch((cause: unknown) => {
      log.error('The app could not start', cause)
      cannotStart(cause instanceof JournalError ? cause.error : appError('app.unexpected'))
    })
} else {
  // The first instance got the arguments, and shows its window.
  app.quit()
}
