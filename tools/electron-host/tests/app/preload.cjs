const { contextBridge, ipcRenderer, webUtils } = require('electron')

globalThis.preloadOnly = true
contextBridge.exposeInMainWorld('api', {
  nested: { value: 1 },
  sees: () => [typeof preloadOnly, typeof pageOnly],
  echo: (...values) => ipcRenderer.invoke('echo', ...values),
  fail: () => ipcRenderer.invoke('fail'),
  missing: () => ipcRenderer.invoke('no-such-channel'),
  sender: () => ipcRenderer.invoke('sender'),
  sync: (value) => ipcRenderer.sendSync('sync', value),
  throws: () => {
    throw new RangeError('thrown in the preload')
  },
  count: (to, listener) => {
    ipcRenderer.on('counted', (_event, value) => listener(value))
    ipcRenderer.send('count', to)
  },
  pathsOf: (files) => files.map((file) => webUtils.getPathForFile(file)),
})
