import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron'
import type { EVENT_CHANNEL, FILES_CHANNEL, REQUEST_CHANNEL } from '#shared/ipc/contract.ts'

// Copies, checked against the types of the contract: importing the values would bundle the whole contract into the preload.
const REQUEST: typeof REQUEST_CHANNEL = 'flowbench:request'
const EVENT: typeof EVENT_CHANNEL = 'flowbench:event'
const FILES: typeof FILES_CHANNEL = 'flowbench:files'

const toPath = (file: File): string => webUtils.getPathForFile(file)

const api = {
  /** Asks main; resolves to the envelope, never rejects for an expected failure. */
  request: (route: string, input: unknown): Promise<unknown> => ipcRenderer.invoke(REQUEST, route, input),
  /** Calls back with each event of a topic; the returned function ends it. */
  on: (topic: string, callback: (payload: unknown) => void): (() => void) => {
    const listener = (_event: IpcRendererEvent, name: string, payload: unknown): void => {
      if (name === topic) callback(payload)
    }
    ipcRenderer.on(EVENT, listener)
    return () => {
      ipcRenderer.removeListener(EVENT, listener)
    }
  },
  /** How many of these are files or folders of this computer. The page never learns or says their paths. */
  countOnDisk: (files: readonly File[]): number => files.filter((file) => toPath(file) !== '').length,
  /** Hands dropped or pasted files over to main, which walks them; resolves to the envelope. */
  addFiles: (files: readonly File[]): Promise<unknown> =>
    ipcRenderer.invoke(
      FILES,
      files.map(toPath).filter((path) => path !== ''),
    ),
}

contextBridge.exposeInMainWorld('api', api)

export type Bridge = typeof api
