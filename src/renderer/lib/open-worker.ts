/** The used part of Trusted Types, which TypeScript's library of the DOM does not have yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
    // A `TrustedScriptURL`. It is typed as a URL, since functions that take one are typed so.
  ): { readonly createScriptURL: (url: string) => URL }
}

/** The one policy that the content policy of the page names. It lets scripts of the page's own origin through. */
const scripts = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy(
  'flowbench-workers',
  {
    createScriptURL(url) {
      if (!new URL(url, location.href).href.startsWith(new URL('/', location.href).href))
        throw new TypeError('A worker is loaded from the app itself only')
      return url
    },
  },
)

/** Starts a worker of the app, by the address that the bundler gave its module. */
export const openWorker = (url: string): Worker =>
  new Worker(scripts?.createScriptURL(url) ?? url, { type: 'module' })
