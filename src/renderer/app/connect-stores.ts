import { runCommand } from '#renderer/stores/commands/index.ts'
import { subscribeApp, subscribeMenuCommands, useApp } from '#renderer/stores/app/index.ts'
import { subscribeBackup } from '#renderer/stores/backup/index.ts'
import { subscribeConnections, useConnections } from '#renderer/stores/connections/index.ts'
import { subscribeDisk } from '#renderer/stores/disk/index.ts'
import { subscribeFileSaving } from '#renderer/stores/file-saving/index.ts'
import { subscribeExports } from '#renderer/stores/exports/index.ts'
import { subscribeFiles } from '#renderer/stores/files/index.ts'
import { subscribeLists } from '#renderer/stores/lists/index.ts'
import { subscribeRateStatuses, useRateStatuses } from '#renderer/stores/rate/index.ts'
import { keepPrepared } from '#renderer/stores/files/keep-prepared.ts'
import { subscribeRuns, subscribeShowRun, useRuns } from '#renderer/stores/runs/index.ts'
import { subscribeSettings, useSettings } from '#renderer/stores/settings/index.ts'
import { subscribeUploads } from '#renderer/stores/uploads/index.ts'
import { subscribeViewCounts, useViews } from '#renderer/stores/views/index.ts'
import { COMMANDS, type MenuCommandId } from '#shared/text/commands.ts'
import { announceRunEnds } from './announce-run-ends.ts'
import { showRunOutcome } from './show-run.ts'
import { showSources } from './show-sources.ts'

const isCommandId = (id: string): id is MenuCommandId => Object.hasOwn(COMMANDS, id)

/** Called once at start: subscribes the stores to main's events, then loads what the frame shows. */
export function connectStores(): void {
  subscribeApp()
  subscribeSettings()
  subscribeBackup()
  subscribeConnections()
  subscribeDisk()
  subscribeRuns()
  subscribeRateStatuses()
  subscribeShowRun((runId) => void showRunOutcome(runId))
  subscribeUploads()
  subscribeLists()
  subscribeViewCounts()
  subscribeExports()
  subscribeFiles(showSources)
  subscribeFileSaving()
  announceRunEnds()
  void keepPrepared()
  subscribeMenuCommands((id) => {
    if (isCommandId(id)) runCommand(id)
  })
  loadFrame()
}

/** Loads everything that the frame needs. *Try again* calls it as well. */
export function loadFrame(): void {
  void useSettings.getState().load()
  void useConnections.getState().load()
  void useApp.getState().load()
  void useRuns.getState().load()
  void useViews.getState().load()
  void useRateStatuses.getState().load()
}
