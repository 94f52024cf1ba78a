/** True for what may be handed to the system's browser: https, without a name or password in it. */
export function isSafeExternalUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, username, password } = new URL(url)
  return protocol === 'https:' && username === '' && password === ''
}

/** The documentation of the service, which the app itself links to. */
const DOCUMENTATION_URL = new URL('https://www.filestack.com/docs/')

/** True for a page of the documentation: it is opened without a question. */
export const isDocumentation = ({ origin, pathname }: URL): boolean =>
  origin === DOCUMENTATION_URL.origin && pathname.startsWith(DOCUMENTATION_URL.pathname)
