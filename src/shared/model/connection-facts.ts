/** What the window needs to know of connections as values: without the schemas, which would bring zod into it. */

/** Filestack's own hosts. */
export const DEFAULT_HOSTS = {
  cdn: 'https://cdn.filestackcontent.com',
  api: 'https://www.filestackapi.com',
  upload: 'https://upload.filestackapi.com',
} as const

export const CONNECTION_COLOURS = ['blue', 'green', 'amber', 'red', 'violet', 'grey'] as const

/** The built-in Sandbox's id. */
export const SANDBOX_ID = 'sandbox'

/** What a connection is allowed until the person says otherwise. */
export const DEFAULT_LIMITS = { concurrency: 32, perSecond: null, perRun: null, perDay: null } as const

/** Where uploads go until the person says otherwise. */
export const DEFAULT_STORE = { location: 's3', path: '', container: '', region: '', access: '' } as const

const HOST_PATTERN =
  /^(?:https:\/\/(?:[\p{L}\p{N}][\p{L}\p{N}.-]*|\[[0-9a-f:.]+\])|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]))(?::\d{1,5})?$/iu

/** A base URL of a host: https, or http on this computer; without path, user, or characters that no host has. */
export const isHost = (text: string): boolean => HOST_PATTERN.test(text)

/** A base URL of this computer: a stand-in for the service, which answers for all three hosts. */
export const isLoopbackHost = (text: string): boolean =>
  /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i.test(text)
