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
