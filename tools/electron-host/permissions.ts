// The browser's permissions, as the app's handlers decide them. The protocol has no event for a page that asks. So the
// handlers are asked about every permission before a page loads, and the browser keeps the answers.
import { report } from './report.ts'
import { runningBrowser } from './state.ts'

type RequestHandler = (
  contents: object,
  permission: string,
  callback: (granted: boolean) => void,
  details: { requestingUrl: string; isMainFrame: boolean },
) => void
type CheckHandler = (
  contents: object,
  permission: string,
  origin: string,
  details: { requestingUrl: string; isMainFrame: boolean },
) => boolean

/** Electron's name of a permission, and the browser's names of what it covers. */
const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  geolocation: ['geolocation'],
  notifications: ['notifications'],
  media: ['camera', 'microphone'],
  midi: ['midi'],
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
  'idle-detection': ['idle-detection'],
  'window-management': ['window-management'],
  'persistent-storage': ['persistent-storage'],
  'storage-access': ['storage-access'],
}

export const permissionHandlers: { request: RequestHandler | null; check: CheckHandler | null } = {
  request: null,
  check: null,
}

/** Sets every permission for the origin of `webUrl`; without handlers all are granted, as in Electron. */
export async function applyPermissions(contents: { getURL(): string }, webUrl: string): Promise<void> {
  const origin = new URL(webUrl).origin
  if (origin === 'null') return
  const details = { requestingUrl: webUrl, isMainFrame: true }
  const { request, check } = permissionHandlers
  await Promise.all(
    Object.entries(PERMISSIONS).map(async ([permission, names]) => {
      if (check && !check(contents, permission, origin, details)) return setPermissions(names, origin, false)
      if (!request) return setPermissions(names, origin, true)
      await setPermissions(names, origin, false)
      request(contents, permission, (granted) => void setPermissions(names, origin, granted), details)
    }),
  )
}

async function setPermissions(names: readonly string[], origin: string, granted: boolean): Promise<void> {
  const setting = granted ? 'granted' : 'denied'
  const { session } = runningBrowser()
  const replies = names.map((name) =>
    session.send('Browser.setPermission', { permission: { name }, setting, origin }),
  )
  await Promise.all(replies).catch(report)
}
