import { shell } from 'electron'
import { isSafeExternalUrl } from './external-url.ts'

/** Opens an https address in the system's browser; anything else is refused (false). */
export async function openExternal(url: string): Promise<boolean> {
  if (!isSafeExternalUrl(url)) return false
  await shell.openExternal(url)
  return true
}
