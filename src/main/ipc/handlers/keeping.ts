import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import type { Retention } from '#main/retention/retention.ts'
import type { Compaction } from '#main/storage/compaction.ts'
import type { SettingsStore } from '#main/storage/settings/settings.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { keepingRoutes } from '#shared/ipc/keeping.ts'
import type { DiskUse } from '#shared/model/disk-use.ts'
import type { Settings } from '#shared/model/settings.ts'
import { fail, ok } from '#shared/model/result.ts'

export interface KeepingServices {
  readonly retention: Pick<Retention, 'preview' | 'apply'>
  readonly settings: SettingsStore
  readonly events: { readonly settings: (settings: Settings) => void }
  readonly measureDisk: () => Promise<DiskUse>
  readonly compaction: Compaction
  readonly isActive: () => boolean
  readonly now: () => number
}

/** Handlers of the disk's use and of the rule by which old jobs are deleted. */
export function createKeepingHandlers(
  services: KeepingServices,
): Pick<
  RouteHandlers<typeof keepingRoutes>,
  'disk.measure' | 'disk.compact' | 'retention.preview' | 'retention.turnOn'
> {
  const { retention, settings, events, compaction, isActive, now } = services
  return {
    'disk.measure': async () =>
      ok({ ...(await services.measureDisk()), free: await compaction.measureFree() }),
    'disk.compact': () => (isActive() ? fail(appError('backup.jobsRun')) : compaction.compact()),
    'retention.preview': (rule) => retention.preview(rule, now()),
    'retention.turnOn': async ({ rule, at, commandId }) => {
      const deleted = await retention.apply(rule, at, commandId)
      if (!deleted.ok) return deleted
      const changed = settings.set({ retention: rule })
      if (!changed.ok) return changed
      events.settings(changed.data)
      return deleted
    },
  }
}
