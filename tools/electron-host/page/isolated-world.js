// Runs in the preload's isolated world: a sandboxed preload's globals and the modules it may require.
function isolatedWorld(token, createBridge, createCodec, processInfo, preload) {
  const codec = createCodec()
  const send = globalThis.__hostSend
  delete globalThis.__hostSend

  // The host answers while V8 is paused in here: it reads `kind` and `value`, and sets `result`.
  function __hostSync(kind, value) {
    let result
    debugger
    return result
  }

  // All Files of one bridged call are resolved in one pause.
  let filesOfCall = []
  const paths = new WeakMap()
  const collectFiles = (value, found) => {
    if (value instanceof File) found.push(value)
    else if (value instanceof FileList || Array.isArray(value))
      for (const item of value) collectFiles(item, found)
    else if (value && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
      for (const item of Object.values(value)) collectFiles(item, found)
    }
    return found
  }
  const bridge = createBridge(token, 'preload', 'page', (args) => {
    filesOfCall = collectFiles(args, [])
  })

  function createEmitter() {
    const listeners = new Map()
    const listenersOf = (name) => listeners.get(name) ?? []
    const emitter = {
      on(name, listener) {
        listeners.set(name, [...listenersOf(name), listener])
        return emitter
      },
      once(name, listener) {
        const wrapped = (...args) => {
          emitter.off(name, wrapped)
          listener(...args)
        }
        wrapped.listener = listener
        return emitter.on(name, wrapped)
      },
      off(name, listener) {
        const index = listenersOf(name).findIndex((item) => item === listener || item.listener === listener)
        if (index >= 0) listeners.set(name, listenersOf(name).toSpliced(index, 1))
        return emitter
      },
      removeAllListeners(name) {
        if (name === undefined) listeners.clear()
        else listeners.delete(name)
        return emitter
      },
      listenerCount: (name) => listenersOf(name).length,
      emit(name, ...args) {
        for (const listener of listenersOf(name)) listener(...args)
        return listenersOf(name).length > 0
      },
    }
    return Object.assign(emitter, { addListener: emitter.on, removeListener: emitter.off })
  }

  const pending = new Map()
  let lastId = 0
  const emitter = createEmitter()
  const ipcRenderer = throwIfMissing('ipcRenderer', {
    ...emitter,
    async invoke(channel, ...args) {
      const id = ++lastId
      const payload = codec.pack(args)
      const reply = new Promise((resolve, reject) => pending.set(id, { resolve, reject }))
      send(JSON.stringify({ type: 'invoke', id, channel, payload }))
      return reply
    },
    send: (channel, ...args) => send(JSON.stringify({ type: 'send', channel, payload: codec.pack(args) })),
    sendSync: (channel, ...args) =>
      codec.unpack(__hostSync('ipc', JSON.stringify({ channel, payload: codec.pack(args) }))),
  })

  globalThis.__hostEmit = (channel, payload) => {
    emitter.emit(channel, { sender: ipcRenderer, ports: [] }, ...codec.unpack(payload))
  }
  globalThis.__hostReply = (id, ok, payload) => {
    const { resolve, reject } = pending.get(id)
    pending.delete(id)
    if (ok) resolve(codec.unpack(payload))
    else reject(codec.unpack(payload))
  }

  function getPathForFile(file) {
    if (!(file instanceof File)) {
      throw new TypeError('getPathForFile expected to receive a File object but one was not provided')
    }
    if (!paths.has(file)) {
      const files = filesOfCall.includes(file) ? filesOfCall : [file]
      JSON.parse(__hostSync('files', files)).forEach((path, index) => paths.set(files[index], path))
    }
    return paths.get(file)
  }

  function throwIfMissing(api, object) {
    const last = new Proxy(Object.prototype, {
      get(target, key, receiver) {
        if (typeof key === 'symbol' || key in target || key === 'then' || key === 'toJSON') {
          return Reflect.get(target, key, receiver)
        }
        throw new Error(`electron host: ${api}.${key} is not implemented`)
      },
    })
    return Object.setPrototypeOf(object, last)
  }

  const electron = throwIfMissing('electron (in the preload)', {
    contextBridge: throwIfMissing('contextBridge', {
      exposeInMainWorld: (key, api) => void bridge.post('expose', { key, api: bridge.encode(api) }),
    }),
    ipcRenderer,
    webUtils: throwIfMissing('webUtils', { getPathForFile }),
  })
  bridge.post(
    'window-open',
    bridge.encode((question) => __hostSync('window-open', question)),
  )

  const require = (name) => {
    if (/^electron(\/renderer|\/common)?$/.test(name)) return electron
    throw new Error(`module not found: ${name}`)
  }
  const process = {
    ...processInfo,
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    nextTick: (callback, ...args) => queueMicrotask(() => callback(...args)),
  }
  const module = { exports: {} }
  try {
    preload.call(globalThis, require, module, module.exports, process, globalThis)
  } catch (error) {
    send(JSON.stringify({ type: 'preload-error', message: String(error?.stack ?? error) }))
  }
}
