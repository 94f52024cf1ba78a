import { powerMonitor, powerSaveBlocker } from 'electron'
import { createSleepBlocker } from './sleep-blocker.ts'

interface PowerEvents {
  readonly onSuspend: () => void
  readonly onResume: () => void
}

/** Calls back when the computer goes to sleep and when it wakes up. */
export function subscribePower({ onSuspend, onResume }: PowerEvents): void {
  powerMonitor.on('suspend', onSuspend)
  powerMonitor.on('resume', onResume)
}

/** True: the computer does not go to sleep by itself, until false. Its screen may turn off. */
export const keepAwake = createSleepBlocker({
  start: () => powerSaveBlocker.start('prevent-app-suspension'),
  stop: (id) => void powerSaveBlocker.stop(id),
})
