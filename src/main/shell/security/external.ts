import { shell } from 'electron'

/** True for what may be handed to the system's browser: https, without a name or password in it. */
export function isSafeExternal(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, username, password } = new URL(url)
  return protocol === 'https:' && username === '' && password === ''
}

/** Opens an https address in the system's browser; anything else is refused (false). */
export async function openExternal(url: string): Promise<boolean> {
  if (!isSafeExternal(url)) return false
  await shell.openExternal(url)
  return true
}
