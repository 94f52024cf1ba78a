import { shell } from 'electron'
import { isDocumentation, isSafeExternalUrl } from './external-url.ts'

/**
 * Opens an https address in the system's browser, once the person has said yes to its host; the documentation of the
 * service is opened unasked. False: the address is refused, and nobody was asked.
 */
export async function openExternal(url: string, ask: (address: URL) => Promise<boolean>): Promise<boolean> {
  if (!isSafeExternalUrl(url)) return false
  const address = new URL(url)
  // What was asked about is what is opened: the parsed address, not the text that it was parsed from.
  if (isDocumentation(address) || (await ask(address))) await shell.openExternal(address.href)
  return true
}
