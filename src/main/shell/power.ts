import { powerMonitor, powerSaveBlocker } from 'electron'
import { createBlocker } from './power-block.ts'

interface PowerEvents {
  readonly onSuspend: () => void
  readonly onResume: () => void
}

/** Tells when the computer goes to sleep and when it is back. */
export function watchPower({ onSuspend, onResume }: PowerEvents): void {
  powerMonitor.on('suspend', onSuspend)
  powerMonitor.on('resume', onResume)
}

/** True: the computer does not fall asleep by itself until false; its screen may. */
export const keepAwake = createBlocker({
  start: () => powerSaveBlocker.start('prevent-app-suspension'),
  stop: (id) => void powerSaveBlocker.stop(id),
})
