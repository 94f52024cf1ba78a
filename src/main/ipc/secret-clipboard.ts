import type { Clock } from '#main/lib/clock.ts'

/** A copied secret is taken off the clipboard after so long, ms: time to paste it, and no more. */
export const SECRET_ON_CLIPBOARD_MS = 60_000

/** The clipboard of the system. */
interface SystemClipboard {
  readonly write: (text: string) => Promise<void>
  readonly read: () => Promise<string>
}

/** Puts secrets on the clipboard, and takes each off again after a minute unless something else was copied since. */
export interface SecretClipboard {
  copy(secret: string): Promise<void>
  /** The app quits: what is still there is taken off now. */
  close(): Promise<void>
}

export function createSecretClipboard(
  clipboard: SystemClipboard,
  clock: Pick<Clock, 'after'>,
): SecretClipboard {
  let copied: string | null = null
  let cancel = (): void => undefined
  const takeOff = async (): Promise<void> => {
    cancel()
    const secret = copied
    copied = null
    if (secret !== null && (await clipboard.read()) === secret) await clipboard.write('')
  }
  return {
    async copy(secret) {
      cancel()
      copied = secret
      await clipboard.write(secret)
      // A clipboard that cannot be read any more cannot be cleared either.
      cancel = clock.after(SECRET_ON_CLIPBOARD_MS, () => void takeOff().catch(() => undefined))
    },
    close: takeOff,
  }
}
