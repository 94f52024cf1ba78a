import type { EventSender } from '#main/ipc/events.ts'
import type { Engine } from '#main/jobs/engine.ts'
import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import type { SettingsStore } from '#main/storage/settings/settings.ts'
import type { AppInfo } from '#shared/model/app-info.ts'
import type { appRoutes } from '#shared/ipc/app.ts'
import type { Settings } from '#shared/model/settings.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok } from '#shared/model/result.ts'

export interface AppServices {
  /** Resolves once the restart of the engine has been counted. */
  readonly info: () => Promise<AppInfo>
  /** Called when the page is loaded and takes events. */
  readonly onPageUp: () => void
  readonly settings: SettingsStore
  readonly engine: Pick<Engine, 'keepMissingFiles'>
  readonly applyTheme: (theme: Settings['theme']) => void
  readonly events: Pick<EventSender, 'settings'>
  readonly redact: (text: string) => string
  readonly writeClipboard: (text: string) => Promise<void>
  /** False when it was refused. */
  readonly openExternal: (url: string) => Promise<boolean>
  readonly showLog: () => void
}

export function createAppHandlers(
  services: AppServices,
): Omit<RouteHandlers<typeof appRoutes>, 'draft.get' | 'draft.keep' | 'draft.walkFiles'> {
  const { settings } = services
  return {
    'app.info': async () => {
      const info = await services.info()
      services.onPageUp()
      return ok(info)
    },
    'settings.get': () => ok(settings.get()),
    'settings.set': (change) => {
      const keptFiles = settings.get().keepOutputFiles
      const changed = settings.set(change)
      if (changed.ok) {
        if (changed.data.keepOutputFiles && !keptFiles) services.engine.keepMissingFiles()
        services.applyTheme(changed.data.theme)
        services.events.settings(changed.data)
      }
      return changed
    },
    'clipboard.write': async ({ text }) => {
      await services.writeClipboard(services.redact(text))
      return ok(null)
    },
    'app.openExternal': async ({ url }) =>
      (await services.openExternal(url)) ? ok(null) : fail(appError('ipc.refused')),
    'app.showLog': () => {
      services.showLog()
      return ok(null)
    },
  }
}
