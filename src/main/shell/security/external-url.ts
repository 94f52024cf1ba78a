/** True for what may be handed to the system's browser: https, without a name or password in it. */
export function isSafeExternalUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, username, password } = new URL(url)
  return protocol === 'https:' && username === '' && password === ''
}
