import { throwIfMissing, createThrowingEmitter } from './throw-if-missing.ts'
import { permissionHandlers } from './permissions.ts'
import { net, protocol } from './protocol.ts'

const doNothing = (): void => undefined
const resolveAtOnce = async (): Promise<void> => undefined

class Session extends createThrowingEmitter('session') {
  readonly protocol = protocol
  /** Listeners are taken and never called: the host does not intercept requests. */
  readonly webRequest = throwIfMissing('webRequest', {
    onBeforeRequest: doNothing,
    onBeforeSendHeaders: doNothing,
    onSendHeaders: doNothing,
    onHeadersReceived: doNothing,
    onBeforeRedirect: doNothing,
    onCompleted: doNothing,
    onErrorOccurred: doNothing,
  })

  setPermissionRequestHandler(handler: typeof permissionHandlers.request): void {
    permissionHandlers.request = handler
  }

  setPermissionCheckHandler(handler: typeof permissionHandlers.check): void {
    permissionHandlers.check = handler
  }

  resolveProxy = async (): Promise<string> => 'DIRECT'
  fetch = (input: string | Request, init?: RequestInit): Promise<Response> => net.fetch(input, init)
  setProxy = resolveAtOnce
  closeAllConnections = resolveAtOnce
  clearCache = resolveAtOnce
  clearStorageData = resolveAtOnce
  clearHostResolverCache = resolveAtOnce
  clearAuthCache = resolveAtOnce
  setDevicePermissionHandler = doNothing
  setDisplayMediaRequestHandler = doNothing
  setCertificateVerifyProc = doNothing
  setSpellCheckerEnabled = doNothing
  setSpellCheckerLanguages = doNothing
  isPersistent = (): boolean => true
}

const defaultSession = new Session()

export const session = throwIfMissing('session', {
  defaultSession,
  fromPartition: (): Session => defaultSession,
})
