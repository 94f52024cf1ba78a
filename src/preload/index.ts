import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron'
import type { EVENT_CHANNEL, REQUEST_CHANNEL } from '#shared/ipc/contract.ts'

// Copies, checked against the types of the contract: importing the values would bundle the whole contract into the preload.
const REQUEST: typeof REQUEST_CHANNEL = 'flowbench:request'
const EVENT: typeof EVENT_CHANNEL = 'flowbench:event'

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
  /** Absolute paths of dropped files; '' for a file that is not on the disk. */
  pathsOf: (files: readonly File[]): string[] => files.map((file) => webUtils.getPathForFile(file)),
}

contextBridge.exposeInMainWorld('api', api)

export type Bridge = typeof api
