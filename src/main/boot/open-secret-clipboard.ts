import { clipboard } from 'electron'
import { createSecretClipboard, type SecretClipboard } from '#main/ipc/secret-clipboard.ts'
import { systemClock } from '#main/lib/system-clock.ts'

/** Secrets go over the clipboard of the system, each for a minute. */
export const openSecretClipboard = (): SecretClipboard =>
  createSecretClipboard(
    { write: (text) => clipboard.writeText(text), read: async () => clipboard.readText() },
    systemClock,
  )
