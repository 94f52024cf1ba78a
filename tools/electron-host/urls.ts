// The app's own schemes: app://host/path is https://host.app.electron-host.invalid/path to the browser.

/** A domain that never exists (RFC 2606); the browser is told to resolve it to our loopback server. */
export const DOMAIN = 'electron-host.invalid'

const schemes = new Set<string>()

export function addScheme(scheme: string): void {
  if (!/^[a-z][a-z0-9-]*$/.test(scheme)) {
    throw new Error(`electron host: a scheme named “${scheme}” is not supported`)
  }
  schemes.add(scheme)
}

const APP_URL = /^([a-z][a-z0-9-]*):\/\/([^/?#]*)(.*)$/i
const WEB_URL = new RegExp(
  `^https://([^/?#]*)\\.([a-z][a-z0-9-]*)\\.${DOMAIN.replace('.', '\\.')}(?::\\d+)?([/?#].*)?$`,
)

/** The address under which the browser reaches an app URL; any other URL is returned as it is. */
export function toBrowserUrl(url: string): string {
  const [, scheme, host, rest] = APP_URL.exec(url) ?? []
  if (scheme === undefined || !schemes.has(scheme.toLowerCase())) return url
  return `https://${host || '_'}.${scheme.toLowerCase()}.${DOMAIN}${rest}`
}

/** The reverse: what the app is told about a URL of the browser. */
export function toAppUrl(url: string): string {
  const [, host, scheme, rest] = WEB_URL.exec(url) ?? []
  if (host === undefined || scheme === undefined) return url
  return `${scheme}://${host === '_' ? '' : host}${rest ?? ''}`
}

/** The origin the app sees (`app://host`), or `null` in words as browsers have it. */
export function readOrigin(url: string): string {
  const [, scheme, host] = APP_URL.exec(url) ?? []
  if (scheme !== undefined && schemes.has(scheme)) return `${scheme}://${host ?? ''}`
  try {
    return new URL(url).origin
  } catch {
    return 'null'
  }
}

/** A Content-Security-Policy with the app's schemes in the browser's words, so that it is really enforced. */
export function toBrowserPolicy(policy: string): string {
  return policy.replaceAll(
    /(^|[\s;,])([a-z][a-z0-9-]*):(\/\/[^\s;,]*)?(?=[\s;,]|$)/gi,
    (source, before: string, scheme: string, rest?: string) => {
      if (!schemes.has(scheme.toLowerCase())) return source
      return (
        before + (rest === undefined ? `https://*.${scheme}.${DOMAIN}` : toBrowserUrl(`${scheme}:${rest}`))
      )
    },
  )
}
