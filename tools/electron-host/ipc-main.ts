// electron.ipcMain, and how a message of the preload reaches it.
import { createCodec } from './codec.ts'
import { createThrowingEmitter } from './throw-if-missing.ts'

export interface IpcEvent {
  returnValue: unknown
}

type Handler = (event: object, ...args: unknown[]) => unknown

class IpcMain extends createThrowingEmitter('ipcMain') {
  #handlers = new Map<string, Handler>()

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`)
    }
    this.#handlers.set(channel, handler)
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel)
      return handler(event, ...args)
    })
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel)
  }

  /** For the host: calls the handler of `ipcRenderer.invoke`. */
  async hostInvoke(channel: string, event: object, args: readonly unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel)
    if (!handler) throw new Error(`No handler registered for '${channel}'`)
    return handler(event, ...args)
  }
}

export const ipcMain = new IpcMain()

const codec = createCodec()

/** Answers `ipcRenderer.invoke`: the packed result, or a packed error worded as Electron's. */
export async function answerInvoke(
  channel: string,
  event: object,
  payload: string,
): Promise<{ ok: boolean; payload: string }> {
  try {
    const result = await ipcMain.hostInvoke(channel, event, codec.unpack(payload) as unknown[])
    return { ok: true, payload: codec.pack(result) }
  } catch (error) {
    console.error(`Error occurred in handler for '${channel}':`, error)
    const message = `Error invoking remote method '${channel}': ${String(error)}`
    return { ok: false, payload: codec.pack(new Error(message)) }
  }
}

/** Gives a message of `ipcRenderer.send` to its listeners. */
export function deliverMessage(channel: string, event: object, payload: string): void {
  ipcMain.emit(channel, event, ...(codec.unpack(payload) as unknown[]))
}

/** Answers `ipcRenderer.sendSync` as soon as a listener sets `event.returnValue`. */
export function answerSync(channel: string, event: object, payload: string): Promise<string> {
  return new Promise((resolve) => {
    Object.defineProperty(event, 'returnValue', {
      set(value) {
        resolve(codec.pack(value))
      },
    })
    const hasListener = ipcMain.emit(channel, event, ...(codec.unpack(payload) as unknown[]))
    if (!hasListener) resolve(codec.pack(null))
  })
}
