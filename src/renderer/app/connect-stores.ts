import { runCommand } from '#renderer/lib/commands.ts'
import { hearApp, hearCommands, useApp } from '#renderer/stores/app/index.ts'
import { hearConnections, useConnections } from '#renderer/stores/connections/index.ts'
import { hearRuns, useRuns } from '#renderer/stores/runs/index.ts'
import { hearSettings, useSettings } from '#renderer/stores/settings/index.ts'
import { COMMANDS, type CommandId } from '#shared/text/commands.ts'
import { tellMilestones } from './milestones.ts'

const isCommand = (id: string): id is CommandId => Object.hasOwn(COMMANDS, id)

/** Once, at start: hears what main says for the life of the window, then asks for what the frame shows. */
export function connectStores(): void {
  hearApp()
  hearSettings()
  hearConnections()
  hearRuns()
  tellMilestones()
  hearCommands((id) => {
    if (isCommand(id)) runCommand(id)
  })
  loadFrame()
}

/** Asks for everything the frame needs; also what *Try again* does. */
export function loadFrame(): void {
  void useSettings.getState().load()
  void useConnections.getState().load()
  void useApp.getState().load()
  void useRuns.getState().load()
}
