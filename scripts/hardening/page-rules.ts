import type { HardeningRule } from './rule.ts'

const PREFERENCES = 'src/main/shell/security/web-preferences.ts'
const WINDOW_TEST = 'src/main/shell/window/window.test.ts'
const HARDEN_TEST = 'src/main/shell/security/harden.test.ts'
const EXTERNAL_TEST = 'src/main/shell/security/open-external.test.ts'

/** What the window is told to be. */
const preference = (name: string, key: string, safe: boolean): HardeningRule => ({
  name,
  file: PREFERENCES,
  from: `${key}: ${safe}`,
  to: `${key}: ${!safe}`,
  test: WINDOW_TEST,
})

const PREFERENCE_RULES: readonly HardeningRule[] = [
  preference('The page runs in the sandbox of the operating system', 'sandbox', true),
  preference('The preload lives in a world of its own', 'contextIsolation', true),
  preference('No Node in the page', 'nodeIntegration', false),
  preference('No Node in workers of the page', 'nodeIntegrationInWorker', false),
  preference('No Node in frames of the page', 'nodeIntegrationInSubFrames', false),
  preference('No guest pages by a tag', 'webviewTag', false),
  preference('The same-origin policy is on', 'webSecurity', true),
  preference('No insecure content in a secure page', 'allowRunningInsecureContent', false),
  preference('No experimental features of Chromium', 'experimentalFeatures', false),
  preference('A dropped file does not replace the page', 'navigateOnDragDrop', false),
  {
    name: 'The window is given these preferences',
    file: 'src/main/shell/window/window.ts',
    from: '{ ...PAGE_PREFERENCES, preload }',
    to: '{ preload }',
    test: WINDOW_TEST,
  },
]

const NAVIGATION_RULES: readonly HardeningRule[] = [
  {
    name: 'Every page gets the rules of navigation',
    file: 'src/main/shell/security/harden.ts',
    from: 'refuseNavigation(contents)',
    to: '',
    test: HARDEN_TEST,
  },
  {
    name: 'Every page gets the rule of popups',
    file: 'src/main/shell/security/harden.ts',
    from: 'refusePopups(contents)',
    to: '',
    test: HARDEN_TEST,
  },
  {
    name: 'Every page gets the rule of guest pages',
    file: 'src/main/shell/security/harden.ts',
    from: 'refuseWebviews(contents)',
    to: '',
    test: HARDEN_TEST,
  },
  {
    name: 'The session gets the rules of permissions',
    file: 'src/main/shell/security/harden.ts',
    from: 'refusePermissions(session.defaultSession)',
    to: '',
    test: HARDEN_TEST,
  },
  {
    name: 'The window stays on its own page',
    file: 'src/main/shell/security/navigation.ts',
    from: 'if (!isOwnPage(event.url)) event.preventDefault()',
    to: '',
    test: HARDEN_TEST,
  },
  {
    name: 'Redirects of pages are refused',
    file: 'src/main/shell/security/navigation.ts',
    from: "contents.on('will-redirect', (event) => event.preventDefault())",
    to: '',
    test: HARDEN_TEST,
  },
  {
    name: 'Frames go nowhere',
    file: 'src/main/shell/security/navigation.ts',
    from: 'if (!event.isMainFrame) event.preventDefault()',
    to: '',
    test: HARDEN_TEST,
  },
  {
    name: 'Another host of our scheme is not our page',
    file: 'src/main/shell/security/navigation.ts',
    from: 'url.startsWith(ORIGIN) && ',
    to: '',
    test: 'src/main/shell/security/rules.test.ts',
  },
  {
    name: 'What is streamed from our origin is no page',
    file: 'src/main/shell/security/navigation.ts',
    from: ' && /^\\/(?:index\\.html)?(?:[?#].*)?$/.test(url.slice(ORIGIN.length))',
    to: '',
    test: 'src/main/shell/security/rules.test.ts',
  },
  {
    name: 'No page opens a window',
    file: 'src/main/shell/security/popups.ts',
    from: "action: 'deny'",
    to: "action: 'allow'",
    test: HARDEN_TEST,
  },
  {
    name: 'No guest page is attached',
    file: 'src/main/shell/security/webview.ts',
    from: 'event.preventDefault()',
    to: 'undefined',
    test: HARDEN_TEST,
  },
  {
    name: 'A permission that is asked for is refused',
    file: 'src/main/shell/security/permissions.ts',
    from: 'decide(false)',
    to: 'decide(true)',
    test: HARDEN_TEST,
  },
  {
    name: 'A permission that is checked is refused',
    file: 'src/main/shell/security/permissions.ts',
    from: 'setPermissionCheckHandler(() => false)',
    to: 'setPermissionCheckHandler(() => true)',
    test: HARDEN_TEST,
  },
  {
    name: 'No device is given to a page',
    file: 'src/main/shell/security/permissions.ts',
    from: 'setDevicePermissionHandler(() => false)',
    to: 'setDevicePermissionHandler(() => true)',
    test: HARDEN_TEST,
  },
]

const EXTERNAL_RULES: readonly HardeningRule[] = [
  {
    name: 'Only a safe address reaches the browser',
    file: 'src/main/shell/security/open-external.ts',
    from: 'if (!isSafeExternalUrl(url)) return false',
    to: '',
    test: EXTERNAL_TEST,
  },
  {
    name: 'The browser is opened after a yes of the person',
    file: 'src/main/shell/security/open-external.ts',
    from: '(await ask(address))',
    to: 'true',
    test: EXTERNAL_TEST,
  },
  {
    name: 'An address for the browser is https',
    file: 'src/main/shell/security/external-url.ts',
    from: "protocol === 'https:' && ",
    to: "protocol !== '' && ",
    test: EXTERNAL_TEST,
  },
  {
    name: 'An address for the browser holds no user name',
    file: 'src/main/shell/security/external-url.ts',
    from: " && username === ''",
    to: '',
    test: EXTERNAL_TEST,
  },
  {
    name: 'Only the documentation is opened unasked: its host',
    file: 'src/main/shell/security/external-url.ts',
    from: 'origin === DOCUMENTATION_URL.origin && ',
    to: 'origin !== "" && ',
    test: EXTERNAL_TEST,
  },
  {
    name: 'Only the documentation is opened unasked: its path',
    file: 'src/main/shell/security/external-url.ts',
    from: ' && pathname.startsWith(DOCUMENTATION_URL.pathname)',
    to: ' && pathname !== ""',
    test: EXTERNAL_TEST,
  },
]

const CSP = 'src/main/shell/origin/csp.ts'
const CSP_TEST = 'src/main/shell/origin/csp.test.ts'
const ORIGIN_TEST = 'src/main/shell/origin/answer-request.test.ts'

const directive = (name: string, from: string, to: string): HardeningRule => ({
  name: `Content policy: ${name}`,
  file: CSP,
  from: `"${from}"`,
  to: `"${to}"`,
  test: CSP_TEST,
})

const ORIGIN_RULES: readonly HardeningRule[] = [
  directive('nothing is allowed that is not named', "default-src 'none'", "default-src 'self'"),
  directive('no inline script', "script-src 'self'", "script-src 'self' 'unsafe-inline'"),
  directive('workers of our own only', "worker-src 'self'", "worker-src 'self' blob:"),
  directive('requests to our own origin only', "connect-src 'self'", 'connect-src *'),
  directive('no foreign pictures', "img-src 'self' data: blob:", 'img-src * data: blob:'),
  directive('no plug-ins', "object-src 'none'", "object-src 'self'"),
  directive('no frames', "frame-src 'none'", "frame-src 'self'"),
  directive('no other base', "base-uri 'none'", "base-uri 'self'"),
  directive('no form leaves', "form-action 'none'", "form-action 'self'"),
  directive('nobody frames the page', "frame-ancestors 'none'", "frame-ancestors 'self'"),
  directive(
    'no text becomes a script (Trusted Types)',
    "require-trusted-types-for 'script'",
    'block-all-mixed-content',
  ),
  {
    name: 'Content policy: one policy of Trusted Types',
    file: CSP,
    from: "'trusted-types flowbench-workers'",
    to: "'trusted-types *'",
    test: CSP_TEST,
  },
  {
    name: 'A nonce is new for every answer',
    file: CSP,
    from: "randomBytes(16).toString('base64')",
    to: "randomBytes(0).toString('base64') + 'n'",
    test: CSP_TEST,
  },
  {
    name: 'Every file of the page comes under the content policy',
    file: 'src/main/shell/origin/page-files.ts',
    from: "'content-security-policy': createContentPolicy(nonce),",
    to: '',
    test: ORIGIN_TEST,
  },
  {
    name: 'No type is guessed',
    file: 'src/main/shell/origin/page-files.ts',
    from: "'x-content-type-options': 'nosniff',",
    to: '',
    test: ORIGIN_TEST,
  },
  {
    name: 'No path leads out of the folder of the page',
    file: 'src/main/shell/origin/page-files.ts',
    from: "inside === '' || inside.startsWith('..') || isAbsolute(inside) ? null : file",
    to: 'file',
    test: ORIGIN_TEST,
  },
  {
    name: 'Only our own host of the scheme is answered',
    file: 'src/main/shell/origin/answer-request.ts',
    from: 'if (`${url.protocol}//${url.host}` !== ORIGIN) return new Response(null, { status: 404 })',
    to: '',
    test: ORIGIN_TEST,
  },
  {
    name: 'The origin is read, never written',
    file: 'src/main/shell/origin/answer-request.ts',
    from: "if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405 })",
    to: '',
    test: ORIGIN_TEST,
  },
  {
    name: 'The looser policy of hot reload never ships',
    file: 'src/main/shell/origin/answer-request.ts',
    from: 'import.meta.env.DEV',
    to: 'process.pid > 0',
    test: ORIGIN_TEST,
  },
]

/** Rules about the page: what it is, where it goes, what it loads. */
export const PAGE_RULES: readonly HardeningRule[] = [
  ...PREFERENCE_RULES,
  ...NAVIGATION_RULES,
  ...EXTERNAL_RULES,
  ...ORIGIN_RULES,
]
