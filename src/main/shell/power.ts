import { powerMonitor } from 'electron'

interface PowerEvents {
  readonly onSuspend: () => void
  readonly onResume: () => void
}

/** Tells when the computer goes to sleep and when it is back. */
export function watchPower({ onSuspend, onResume }: PowerEvents): void {
  powerMonitor.on('suspend', onSuspend)
  powerMonitor.on('resume', onResume)
}
