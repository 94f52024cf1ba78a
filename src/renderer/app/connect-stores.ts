import { runCommand } from '#renderer/lib/commands.ts'
import { hearApp, hearCommands, useApp } from '#renderer/stores/app/index.ts'
import { hearConnections, useConnections } from '#renderer/stores/connections/index.ts'
import { hearFiles } from '#renderer/stores/files/index.ts'
import { hearLists } from '#renderer/stores/lists/index.ts'
import { hearPace, usePace } from '#renderer/stores/rate/index.ts'
import { hearRuns, hearShowRun, useRuns } from '#renderer/stores/runs/index.ts'
import { hearSettings, useSettings } from '#renderer/stores/settings/index.ts'
import { hearUploads } from '#renderer/stores/uploads/index.ts'
import { COMMANDS, type CommandId } from '#shared/text/commands.ts'
import { announceRunEnds } from './announce-run-ends.ts'
import { showRunOutcome } from './show-run.ts'
import { showSources } from './show-sources.ts'

const isCommandId = (id: string): id is CommandId => Object.hasOwn(COMMANDS, id)

/** Once, at start: hears what main says for the life of the window, then asks for what the frame shows. */
export function connectStores(): void {
  hearApp()
  hearSettings()
  hearConnections()
  hearRuns()
  hearPace()
  hearShowRun((runId) => void showRunOutcome(runId))
  hearUploads()
  hearLists()
  hearFiles(showSources)
  announceRunEnds()
  hearCommands((id) => {
    if (isCommandId(id)) runCommand(id)
  })
  loadFrame()
}

/** Asks for everything the frame needs; also what *Try again* does. */
export function loadFrame(): void {
  void useSettings.getState().load()
  void useConnections.getState().load()
  void useApp.getState().load()
  void useRuns.getState().load()
  void usePace.getState().load()
}
