import { loud, loudEmitter } from './throw-if-missing.ts'
import { permissionHandlers } from './permissions.ts'
import { net, protocol } from './protocol.ts'

const ignored = (): void => undefined
const done = async (): Promise<void> => undefined

class Session extends loudEmitter('session') {
  readonly protocol = protocol
  /** Listeners are taken and never called: the host does not intercept requests. */
  readonly webRequest = loud('webRequest', {
    onBeforeRequest: ignored,
    onBeforeSendHeaders: ignored,
    onSendHeaders: ignored,
    onHeadersReceived: ignored,
    onBeforeRedirect: ignored,
    onCompleted: ignored,
    onErrorOccurred: ignored,
  })

  setPermissionRequestHandler(handler: typeof permissionHandlers.request): void {
    permissionHandlers.request = handler
  }

  setPermissionCheckHandler(handler: typeof permissionHandlers.check): void {
    permissionHandlers.check = handler
  }

  resolveProxy = async (): Promise<string> => 'DIRECT'
  fetch = (input: string | Request, init?: RequestInit): Promise<Response> => net.fetch(input, init)
  setProxy = done
  closeAllConnections = done
  clearCache = done
  clearStorageData = done
  clearHostResolverCache = done
  clearAuthCache = done
  setDevicePermissionHandler = ignored
  setDisplayMediaRequestHandler = ignored
  setCertificateVerifyProc = ignored
  setSpellCheckerEnabled = ignored
  setSpellCheckerLanguages = ignored
  isPersistent = (): boolean => true
}

const defaultSession = new Session()

export const session = loud('session', {
  defaultSession,
  fromPartition: (): Session => defaultSession,
})
